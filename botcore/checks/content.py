"""What can be said about a file by reading it: thin entries, missing reviews and sources, lengths, odd words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from botcore.checks.claims import read_claims, read_links
from botcore.checks.markup import read_markup
from botcore.checks.remarks import Check, Level, Remark, all_statements, all_wordings, id_lines
from botcore.faq import ANSWER_MAX, DISCLAIMER_MAX, SafetyExtension, displayed_length
from botcore.languages import base_of
from botcore.safety import load_knowledge
from botcore.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from botcore.faq import LoadedFaq

_FEW_ENTRY_WORDINGS, _FEW_TOPIC_WORDINGS = 8, 4
"""Share of questions whose entry ranks first with 1, 4, 8 and 10 wordings an entry: 0.59, 0.80, 0.85, 0.87 on
banking77, 0.83, 0.91, 0.94, 0.95 on clinc150's banking, 0.61, 0.72, 0.78, 0.82 on hint3's mattresses."""

_NEAR_LIMIT = 0.85
"""An answer longer than this share of what can be shown leaves no room for an edit."""

REVIEW_DAYS = 365
"""Medical information wants a fresh look once a year."""

_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "y", "ness", "al", "able", "ity")
_ENDS = (".", "!", "?", "。", "।", "؟")
_LEAST_LETTERS = 5
_DOUBLED = re.compile(r"([a-z])\1")


def read_content(
    loaded: LoadedFaq, *, vocabulary: Collection[str], today: date, review_days: int = REVIEW_DAYS
) -> list[Remark]:
    """Return every remark that needs no model, by line.

    Args:
        loaded: A sound file with its lines.
        vocabulary: Words that are right as they stand, lower case.
        today: For reviews that are overdue.
        review_days: After how many days one is.
    """
    return sorted(
        [
            *_thin(loaded),
            *_drafts(loaded),
            *_reviews(loaded, today, review_days),
            *_sources(loaded),
            *_long(loaded),
            *read_claims(loaded),
            *read_links(loaded),
            *read_markup(loaded),
            *_safety(loaded),
            *_topics_said(loaded),
            *_slips(loaded, vocabulary),
        ]
    )


def _thin(loaded: LoadedFaq) -> Iterator[Remark]:
    lines = id_lines(loaded)
    items = [
        (each.id, len(each.wordings), _FEW_ENTRY_WORDINGS, ", with the question") for each in loaded.faq.entries
    ]
    items += [(each.id, len(each.phrasings), _FEW_TOPIC_WORDINGS, "") for each in loaded.faq.topics]
    for owner, count, least, of_which in items:
        if count < least:
            found = f"1 wording{of_which}" if count == 1 else f"{count} wordings{of_which}"
            yield Remark(lines[owner], owner, Check.THIN, f"{found}; write at least {least}, as people ask")
    if not loaded.faq.topics:
        says = "no topics; add what people ask that the file does not answer, so that the bot can tell it apart"
        yield Remark(1, "file", Check.THIN, says)


def _drafts(loaded: LoadedFaq) -> Iterator[Remark]:
    for draft in loaded.drafts:
        by, on = draft.drafted.by, draft.drafted.on
        says = f"a draft that {by} took up on {on}; it is answered from once its {' and '.join(draft.lacks)} stand"
        yield Remark(draft.line, draft.id, Check.DRAFT, f"{says} there", Level.WARNING)


def _reviews(loaded: LoadedFaq, today: date, review_days: int) -> Iterator[Remark]:
    lines = id_lines(loaded)
    for number, entry in enumerate(loaded.faq.entries):
        if entry.reviewed is None:
            says = "not reviewed; nobody vouches for this answer yet"
            yield Remark(lines[entry.id], entry.id, Check.REVIEW, says)
        else:
            line = loaded.document.line(("entries", number, "reviewed"))
            yield from _review_of(entry.id, entry.reviewed.on, today, review_days, line)


def _review_of(owner: str, on: date, today: date, review_days: int, line: int) -> Iterator[Remark]:
    age = (today - on).days
    if age > review_days:
        yield Remark(line, owner, Check.REVIEW, f"last reviewed {age:,} days ago, on {on}; review it again")
    elif age < 0:
        says = f"reviewed on {on}, which is yet to come; write the day it was reviewed"
        yield Remark(line, owner, Check.REVIEW, says, Level.ERROR)


def _sources(loaded: LoadedFaq) -> Iterator[Remark]:
    lines = id_lines(loaded)
    for entry in loaded.faq.entries:
        if entry.source is None:
            yield Remark(lines[entry.id], entry.id, Check.SOURCE, "no source; say whose words the answer is")


def _long(loaded: LoadedFaq) -> Iterator[Remark]:
    lines = id_lines(loaded)
    for entry in loaded.faq.entries:
        source = (entry.source.title, entry.source.url or "") if entry.source else ()
        length = sum(map(displayed_length, (entry.question, entry.caution, entry.answer, entry.note, *source)))
        if length > _NEAR_LIMIT * ANSWER_MAX:
            says = (
                f"all that is shown takes {length:,} of {ANSWER_MAX:,} characters; shorten it before adding more"
            )
            yield Remark(lines[entry.id], entry.id, Check.LENGTH, says, Level.NOTE)
    if (length := displayed_length(loaded.faq.disclaimer)) > _NEAR_LIMIT * DISCLAIMER_MAX:
        line = loaded.document.line(("disclaimer",))
        says = f"the disclaimer takes {length:,} of {DISCLAIMER_MAX:,} characters; every reply carries it"
        yield Remark(line, "file", Check.LENGTH, says, Level.NOTE)


def _safety(loaded: LoadedFaq) -> Iterator[Remark]:
    """Yield examples under a name that no category has, and an unfit disclaimer of urgent replies.

    A message like such an example is urgent all the same, but is told nothing that only its category is.
    """
    line, faq = loaded.document.line, loaded.faq
    known = [each.id for each in load_knowledge(SafetyExtension()).categories]
    for name in faq.safety.examples:
        if name not in known:
            found = f"examples of {name!r}, which is unknown, so all they get is a call"
            says = f"{found}; write one of {', '.join(known)}"
            yield Remark(line(("safety", "examples", name)), "safety", Check.SAFETY, says, Level.ERROR)
    says_it = "not medical advice" in (faq.disclaimer_short or faq.disclaimer).casefold()
    is_missed = base_of(faq.language) == "en" and not says_it
    if faq.disclaimer_short is None:
        such_as = ", such as 'Not medical advice.'" if is_missed else ""
        says = (
            f"no disclaimer_short; urgent replies carry all of the disclaimer: write one short sentence{such_as}"
        )
        level = Level.WARNING if is_missed else Level.NOTE
        yield Remark(line(("disclaimer",)), "file", Check.SAFETY, says, level)
    elif is_missed:
        says = "the short disclaimer does not say 'not medical advice'; urgent replies carry no other, so say it"
        yield Remark(line(("disclaimer_short",)), "file", Check.SAFETY, says)


def _topics_said(loaded: LoadedFaq) -> Iterator[Remark]:
    """Yield what a topic is about where it ends a sentence in whose midst it is said."""
    for number, topic in enumerate(loaded.faq.topics):
        if topic.about.endswith(_ENDS):
            line = loaded.document.line(("topics", number, "about"))
            says = f"about ends with {topic.about[-1]!r}, and is said within a sentence, before one; leave it out"
            yield Remark(line, topic.id, Check.OWN_VOICE, says)


def _slips(loaded: LoadedFaq, vocabulary: Collection[str]) -> Iterator[Remark]:
    """Yield words used once that are one slip from a known word, in what the bot says.

    How people misspell is their affair. British spellings are told apart from slips by what they differ in. Of a
    file in another language nothing can be said: the vocabulary is English.
    """
    if base_of(loaded.faq.language) != "en":
        return
    statements = list(all_statements(loaded))
    texts = [*(each.text for each in statements), *(wording.text for wording in all_wordings(loaded))]
    used = Counter(word for text in texts for word in set(words(fold(text))))
    right = sorted({word for word in (*vocabulary, *used) if word in vocabulary or used[word] > 1})
    for each in statements:
        for word in dict.fromkeys(words(fold(each.text))):
            if _is_odd(word, used, vocabulary) and (meant := _one_slip_away(word, right)):
                says = f"{word!r} in the {each.key}: is {meant!r} meant?"
                yield Remark(each.line, each.owner, Check.SPELLING, says, Level.NOTE)


def _is_odd(word: str, used: Counter[str], vocabulary: Collection[str]) -> bool:
    if len(word) < _LEAST_LETTERS or used[word] > 1 or not word.isalpha() or word in vocabulary:
        return False
    stems = [word, word.removesuffix("e"), *(word.removesuffix(end) for end in _ENDINGS if word.endswith(end))]
    forms = (f"{stem}{end}" for stem in stems for end in ("", "e", *_ENDINGS))
    return not any(form in vocabulary or used[form] > 1 for form in forms)


def _one_slip_away(word: str, right: list[str]) -> str | None:
    found = process.extract(word, right, scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=None)
    near = [each for each, _, _ in found if len(each) >= _LEAST_LETTERS]
    if any(_without_country(each) == _without_country(word) for each in near):
        return None
    return min(near, default=None)


def _without_country(word: str) -> str:
    """Return a word as no country spells it: "counsellor" and "counselor" alike, "anaemia" and "anemia"."""
    for british, american in (("ae", "e"), ("oe", "e"), ("our", "or"), ("ys", "yz"), ("is", "iz")):
        word = word.replace(british, american)
    return _DOUBLED.sub(r"\1", word)
