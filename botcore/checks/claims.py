"""What a careful bot should not say: promises of cure or safety, and links that hide or mislead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.checks.remarks import Check, Level, Remark, all_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.faq import LoadedFaq

_CLAIMS = re.compile(
    r"\b(?:cures?|cured|miracle|miraculous(?:ly)?|guaranteed|guarantees? (?:that|you|results?|relief|success|to)"
    r"|100 ?(?:%|per ?cent) (?:safe|effective|success\w*|certain|reliable|natural|harmless)"
    r"|(?:completely|totally|entirely|perfectly|absolutely|extremely|utterly|always) (?:safe|harmless|effective)"
    r"|(?:is|are|has|have|with|causes?|carr(?:y|ies)) (?:absolutely )?no (?:known |real )?"
    r"(?:side[- ]effects?|risks?|dangers?)"
    r"|without (?:any )?(?:side[- ]effects?|risks?|danger)|risk[- ]free|side[- ]effect[- ]free|painless(?:ly)?"
    r"|always (?:works|helps)|never fails|works for (?:everyone|everybody|all)"
    r"|(?:permanent|instant|immediate) (?:relief|fix|healing)|permanently (?:heals?|fixes|removes))\b",
    re.IGNORECASE,
)
"""What no text about a treatment may promise: that it is sure to work, or has no adverse effects. The European
rule for medicines in public is the precedent: Directive 2001/83/EC, article 90 (b)."""

_DENIED = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|cannot|neither|nor|without|hardly|whether|if|\w+n['’]t)\b",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"\s*(?:(?:is|are|was|were|can|could|will|would|does|do|has|have) )?(?:(?:not|never)\b|\w+n['’]t\b|cannot\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")

_SHORTENERS = frozenset(
    {"bit.ly", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "buff.ly", "rb.gy", "cutt.ly", "lnkd.in", "t.ly"}
)
_PLACEHOLDERS = frozenset({"example.com", "example.org", "example.net", "localhost"})

_LINK = re.compile(r"\b(https?)://([^\s/<>|?#)]+)", re.IGNORECASE)
_NUMBERS = re.compile(r"[\d.]+|\[.*")


def read_claims(loaded: LoadedFaq) -> Iterator[Remark]:
    """Yield a remark for every promise in what the bot may say.

    One in an answer that has a note is a note itself: answers keep their source's wording, and the note is
    where it is put right. One that is denied ("it is no cure"), or quoted outside an answer, is none.
    """
    for each in all_statements(loaded):
        text = each.text if each.key == "answer" else _QUOTED.sub(" ", each.text)
        for claim in dict.fromkeys(found.casefold() for found in claims_in(text)):
            says = f"the {each.key} says {claim!r}"
            if each.has_note:
                remark = f"{says}; see that the note puts it right"
                yield Remark(each.line, each.owner, Check.CLAIM, remark, Level.NOTE)
            else:
                wanted = "add a note that puts it right" if each.key == "answer" else "take it out"
                yield Remark(each.line, each.owner, Check.CLAIM, f"{says}; {wanted}", Level.ERROR)


def claims_in(text: str) -> list[str]:
    """Return what a text promises, in its words; promises that its own sentence denies are left out."""
    return [
        claim.group()
        for sentence in _SENTENCE.split(text)
        for claim in _CLAIMS.finditer(sentence)
        if not _DENIED.search(sentence[: claim.start()]) and not _DENIED_AFTER.match(sentence[claim.end() :])
    ]


def read_links(loaded: LoadedFaq) -> Iterator[Remark]:
    """Yield a remark for every link that hides or misleads."""
    for each in all_statements(loaded):
        for scheme, place in _LINK.findall(each.text):
            if fault := _fault_of(place):
                yield Remark(each.line, each.owner, Check.LINK, f"the {each.key} links to {fault}", Level.ERROR)
            elif scheme.casefold() == "http":
                says = f"the {each.key} links to {place} without encryption; write https://"
                yield Remark(each.line, each.owner, Check.LINK, says)


def _fault_of(place: str) -> str:
    # What stands before an @ is no host, however much it looks like one.
    user, at, host = place.rpartition("@")
    host = host.casefold().partition(":")[0].removeprefix("www.").rstrip(".,;")
    if at:
        return f"{host}, dressed up as {user}; write the link without '{user}@'"
    if host in _SHORTENERS:
        return f"{host}, which hides where it leads; write the whole link"
    if host in _PLACEHOLDERS or host.endswith((".example", ".invalid", ".test")):
        return f"{host}, a placeholder; write the real link or none"
    if _NUMBERS.fullmatch(host):
        return f"the bare address {host}; write the name of the site"
    if any(part.startswith("xn--") for part in host.split(".")) or not host.isascii():
        return f"{host}, whose letters may look like others; make sure of it, and link to a plain name"
    return ""
