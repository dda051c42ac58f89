"""The parts of matching against the libraries they stand for, and against each other."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from botcore import Bot, load_faq
from botcore.matching.index import Index
from botcore.matching.leaving_out import learn
from botcore.matching.logistic import fit_logistic
from botcore.matching.ngrams import CharacterNgrams
from botcore.text import Speller, TfIdf, character_ngrams, word_ngrams, words
from botcore.text.spelling import LEAST_SIMILARITY

if TYPE_CHECKING:
    from collections.abc import Callable

    from botcore.encoding import Encoder


FAQ = load_faq(Path("faq.yaml").read_text(encoding="utf-8"))
WORDINGS = [wording for entry in FAQ.entries for wording in entry.wordings]
STRANGE = ["", "a", "ab  cd\tef", "prolotherapy prolotherapy", "Straße naïve café 300mg", "it's n't ' x"]


@pytest.mark.parametrize(
    ("analyse", "options"),
    [
        (character_ngrams, {"analyzer": "char_wb", "ngram_range": (2, 4)}),
        (word_ngrams, {"ngram_range": (1, 2), "token_pattern": r"[\w']+"}),
    ],
)
def test_terms_have_the_weights_scikit_learn_gives_them(
    analyse: Callable[[str], list[str]], options: dict[str, Any]
) -> None:
    theirs = TfidfVectorizer(sublinear_tf=True, min_df=2, **options).fit(WORDINGS)
    ours = TfIdf.learn(analyse, WORDINGS, least=2)
    assert list(ours.terms) == list(theirs.get_feature_names_out())
    for text in [*WORDINGS[:100], *STRANGE]:
        row = np.zeros(len(ours.terms))
        numbers, weights = ours.row(text)
        row[numbers] = weights
        np.testing.assert_allclose(row, theirs.transform([text]).toarray()[0], atol=1e-12)


def test_overlaps_are_the_cosines_of_those_weights() -> None:
    rows = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 4)).fit(WORDINGS)
    ngrams = CharacterNgrams(WORDINGS)
    learned = rows.transform(WORDINGS)
    for text in [*WORDINGS[::20], *STRANGE]:
        expected = (learned @ rows.transform([text]).T).toarray()[:, 0]
        np.testing.assert_allclose(ngrams.overlaps(text), expected, atol=1e-6)


def test_the_regression_is_the_one_scikit_learn_finds() -> None:
    random_numbers = np.random.default_rng(0)
    features = random_numbers.normal(size=(900, 7))
    right = features @ random_numbers.normal(size=7) + random_numbers.normal(size=900) > 1
    theirs = LogisticRegression(C=1.0, max_iter=500, tol=1e-8).fit(features, right)
    weights, bias = fit_logistic(features, right)
    np.testing.assert_allclose(weights, theirs.coef_[0], atol=1e-5)
    assert bias == pytest.approx(theirs.intercept_[0], abs=1e-5)


def test_the_regression_ends_where_the_classes_are_told_apart_without_fail() -> None:
    features = np.array([[-1.0], [-0.9], [0.9], [1.0]])
    weights, bias = fit_logistic(features, np.array([False, False, True, True]))
    assert 0.5 < weights[0] < 5
    assert bias == pytest.approx(0, abs=1e-6)


def test_the_regression_reaches_weights_that_are_forty_steps_away() -> None:
    # At 0 the odds are 1 to e² and at 0.1 they are e² to 1: four logits in a tenth.
    features, right = np.array([[0.0], [0.0], [0.1], [0.1]]), np.array([True, False, True, False])
    weights, bias = fit_logistic(features, right, weighs=np.exp([0.0, 2.0, 2.0, 0.0]), ridge=0.0)
    assert (*weights, bias) == pytest.approx((40.0, -2.0), rel=1e-6)


def test_a_text_gets_the_same_vector_alone_and_in_company(encoder: Encoder) -> None:
    together = encoder.encode_all(WORDINGS[:60])
    alone = np.stack([encoder.encode(text) for text in WORDINGS[:60]])
    np.testing.assert_array_equal(together, alone)


def test_progress_counts_every_text_once(encoder: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode_all(WORDINGS[:90], progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (90, 90)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_spelling_repair_finds_what_comparing_with_every_word_finds() -> None:
    vocabulary = sorted({word.casefold() for text in WORDINGS for word in words(text) if len(word) >= 4})
    speller = Speller(vocabulary, frozenset())
    dice = random.Random(2)  # noqa: S311 - for misspellings
    for word in (_misspell(dice.choice(vocabulary), dice) for _ in range(300)):
        if speller._apart(word):
            continue
        similar = {
            each: speller._similarity(word, each) for each in speller._vocabulary if _is_about_as_long(word, each)
        }
        best = max(similar.values(), default=0.0)
        equals = [each for each, score in similar.items() if score == best > LEAST_SIMILARITY]
        expected = min(equals, key=lambda each: (-speller._uses[each], each), default=None)
        assert speller._best(word, LEAST_SIMILARITY) == expected


def _is_about_as_long(word: str, other: str) -> bool:
    return abs(len(word) - len(other)) <= 1 + len(word) // 3


def _misspell(word: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(word))
        letter = dice.choice("abcdefghijklmnopqrstuvwxyz")
        changes = [word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :]]
        word = max(dice.choice(changes), "abcd", key=len)
    return word


def test_overlaps_with_some_texts_are_those_with_all_of_them() -> None:
    ngrams = CharacterNgrams(["", *WORDINGS])
    wanted = np.array([0, 1, 5, 6, 90])
    for text in [*WORDINGS[:5], *STRANGE]:
        np.testing.assert_allclose(ngrams.overlaps(text, wanted), ngrams.overlaps(text)[wanted], atol=1e-6)


def test_overlaps_between_texts_are_those_of_each_with_all() -> None:
    ngrams = CharacterNgrams(WORDINGS[:50])
    rows = np.stack([ngrams.overlaps(text) for text in WORDINGS[:50]])
    np.testing.assert_allclose(ngrams.between(), rows, atol=1e-6)


def test_overlaps_between_texts_are_to_the_last_digit_the_product_of_scipy_s_sparse_matrices() -> None:
    ngrams = CharacterNgrams([*STRANGE, *WORDINGS])
    shape = (len(STRANGE) + len(WORDINGS), len(ngrams._tf_idf.terms))
    rows = csr_matrix((ngrams._values, ngrams._terms, ngrams._bounds), shape=shape)
    np.testing.assert_array_equal(ngrams.between(), (rows @ rows.T).toarray())


def test_a_file_too_big_to_learn_shortlists_and_still_finds_its_wordings(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [entry.wordings[:12] for entry in FAQ.entries]
    texts = [wording for group in groups for wording in group]
    classes = [number for number, group in enumerate(groups) for _ in group]
    monkeypatch.setattr("botcore.matching.leaving_out.MAX_EXAMPLES", 0)
    monkeypatch.setattr("botcore.matching.index.SHORTLIST", 3)
    big = Index(texts, classes, encoder.encode_all(texts))
    assert learn(big) is None
    for text, wanted in zip(texts[::7], classes[::7], strict=True):
        evidence = big.evidence(text, encoder.encode(text))
        assert int(np.argmax(evidence.fused[0])) == wanted
        assert evidence.ngrams[0, wanted] == pytest.approx(1, abs=1e-5)
        assert np.count_nonzero(evidence.ngrams) <= 3


@pytest.mark.parametrize("word", ["ghgh", "hghgh", "ghhgh", "aeiou", "wrgh"])
def test_spelling_repair_takes_words_of_which_no_sound_is_left(word: str) -> None:
    assert Speller(["prolotherapy", "neck"], frozenset()).repair(f"{word} neck") == f"{word} neck"


def test_what_was_learned_predicts_the_same_in_an_index_that_is_given_it(encoder: Encoder) -> None:
    texts = [wording for entry in FAQ.entries for wording in entry.wordings[:5]]
    classes = [number for number, entry in enumerate(FAQ.entries) for _ in entry.wordings[:5]]
    learned, untrained = (Index(texts, classes, encoder.encode_all(texts)) for _ in range(2))
    leaving_out = learn(learned)
    assert leaving_out
    given = Index(texts, classes, encoder.encode_all(texts), leaving_out.weights)
    before, after, without = (
        each.evidence(texts[3], encoder.encode(texts[3])) for each in (learned, given, untrained)
    )
    np.testing.assert_array_equal(before.fused, after.fused)
    assert (learned.is_learned, given.is_learned, untrained.is_learned) == (True, True, False)
    assert before.learned.any()
    assert not without.learned.any()


@pytest.mark.parametrize("word", ["stenosis", "fissure", "dosage", "chemo", "eyesight", "unremarkable"])
def test_spelling_repair_leaves_rare_words_alone_that_are_right(word: str, bot: Bot) -> None:
    assert bot.listener.speller.repair(word) == word


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("prolotharapy", "prolotherapy"),
        ("nekc", "neck"),
        ("dangrus", "dangerous"),
        ("injetcion", "injection"),
        ("haert", "heart"),
        ("cna't", "can't"),
    ],
)
def test_spelling_repair_brings_misspelt_words_back(written: str, meant: str, bot: Bot) -> None:
    assert bot.listener.speller.repair(written) == meant


def test_spelling_repair_does_not_lead_to_a_slip_of_the_file() -> None:
    speller = Speller(
        ["injection", "injection", "injecton", *["prolotherapy"] * 3, "prolothrapy"], frozenset(["injection"])
    )
    assert speller.repair("injectn prolotharpy injecton") == "injection prolotherapy injecton"
