"""What of a file a text says to the letter: its very words, whatever their case and punctuation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.text import folded_words, without_chatter, without_fillers

if TYPE_CHECKING:
    from botcore.faq import Faq


class ToTheLetter:
    """Knows the wordings of one file, and the questions to ask back about."""

    def __init__(self, faq: Faq) -> None:
        said = {
            _key(readable(wording)): number
            for number, wordings in enumerate(faq.wordings.values())
            for wording in wordings
        }
        self._entries = {key: number for key, number in said.items() if number < len(faq.entries)}
        self._topics = {key: number for key, number in said.items() if number >= len(faq.entries)}
        asked_back = [(readable(phrasing), each.offers) for each in faq.ambiguous for phrasing in each.phrasings]
        # "How does it work" is one list's own; without its filler "how well does it work" is not another's.
        self._ambiguous = {without_fillers(phrasing): offers for phrasing, offers in asked_back}
        # Of "and then?" nothing is left, as of "hello".
        self._ambiguous.pop("", None)
        self._ambiguous |= {_key(phrasing): offers for phrasing, offers in asked_back}

    def entry(self, text: str) -> int | None:
        """Return the number of the entry that a normalised text is a wording of; None where it is of none."""
        return self._entries.get(_key(text))

    def topic(self, text: str) -> int | None:
        """Return the number of the topic that it is a wording of, those of the entries before; else None."""
        return self._topics.get(_key(text))

    def knows(self, text: str) -> bool:
        """Tell whether it is a wording of the file, or a question to ask back about."""
        return self._is_said(_key(text)) or bool(self.could_be(text))

    def could_be(self, text: str) -> tuple[str, ...]:
        """Return the entries to ask back about: for the words as they are, else for those that are no fillers."""
        key = _key(text)
        # A wording of the file means nothing else without its fillers.
        if key in self._ambiguous or self._is_said(key):
            return self._ambiguous.get(key, ())
        return self._ambiguous.get(without_fillers(text), ())

    def _is_said(self, key: str) -> bool:
        return key in self._entries or key in self._topics


def readable(wording: str) -> str:
    """Return a wording of the file in the form in which messages are compared with it."""
    return without_chatter(wording)


def _key(text: str) -> str:
    """Return what makes two texts the same wording: their words, whatever the case and punctuation."""
    return " ".join(folded_words(text))
