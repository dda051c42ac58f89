"""Embeds: their limits, and how Discord keeps them.

https://docs.discord.com/developers/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .form import Form, Path

_EMBEDS = 10
_TOTAL = 6000
_TITLE = 256
_DESCRIPTION = 4096
_FIELDS = 25
_FIELD_NAME = 256
_FIELD_VALUE = 1024
_FOOTER = 2048
_AUTHOR = 256
_COLOUR_MAX = 0xFFFFFF
_MEDIA = ("http", "https", "attachment")

_Json = dict[str, Any]


def checked(form: Form, path: Path, value: Any) -> list[_Json]:  # noqa: ANN401 - JSON
    """Check embeds and return them as Discord keeps them: trimmed, and without the empty ones."""
    embeds = form.items(path, value, _EMBEDS)
    kept = [_checked_one(form, (*path, index), embed) for index, embed in enumerate(embeds)]
    if sum(_size(embed) for embed in kept) > _TOTAL:
        message = f"Embed size exceeds maximum size of {_TOTAL}"
        form.fault(path, "MAX_EMBED_SIZE_EXCEEDED", message)
    return [{"type": "rich", **embed} for embed in kept if embed]


def _checked_one(form: Form, path: Path, embed: _Json) -> _Json:
    kept: _Json = {
        "title": _text(form, (*path, "title"), embed.get("title"), _TITLE),
        "description": _text(form, (*path, "description"), embed.get("description"), _DESCRIPTION),
        "url": embed.get("url"),
        "timestamp": embed.get("timestamp"),
        "color": embed.get("color"),
        "footer": _named(form, (*path, "footer"), embed.get("footer"), ("text", _FOOTER)),
        "author": _named(form, (*path, "author"), embed.get("author"), ("name", _AUTHOR)),
        "fields": _fields(form, (*path, "fields"), embed.get("fields")),
        "image": _media(form, (*path, "image"), embed.get("image")),
        "thumbnail": _media(form, (*path, "thumbnail"), embed.get("thumbnail")),
    }
    form.url((*path, "url"), embed.get("url"))
    form.number((*path, "color"), embed.get("color"), 0, _COLOUR_MAX)
    return {name: part for name, part in kept.items() if part not in (None, "", [], {})}


def _text(
    form: Form,
    path: Path,
    value: Any,  # noqa: ANN401 - JSON
    most: int,
    *,
    required: bool = False,
) -> str:
    trimmed = value.strip() if isinstance(value, str) else value
    if required and trimmed == "":
        trimmed = None
    return form.text(path, trimmed, most, required=required)


def _named(form: Form, path: Path, part: Any, text: tuple[str, int]) -> _Json:  # noqa: ANN401 - JSON
    """Check a footer or an author: its text, and its pictures and links."""
    if not isinstance(part, dict) or not part:
        return {}
    name, most = text
    kept = {name: _text(form, (*path, name), part.get(name), most, required=True)}
    for key, schemes in (("icon_url", _MEDIA), ("url", ("http", "https"))):
        form.url((*path, key), part.get(key), schemes)
        if part.get(key):
            kept[key] = part[key]
    return kept


def _fields(form: Form, path: Path, value: Any) -> list[_Json]:  # noqa: ANN401 - JSON
    kept = []
    for index, field in enumerate(form.items(path, value, _FIELDS)):
        name = _text(form, (*path, index, "name"), field.get("name"), _FIELD_NAME, required=True)
        text = _text(form, (*path, index, "value"), field.get("value"), _FIELD_VALUE, required=True)
        kept.append({"name": name, "value": text, "inline": bool(field.get("inline"))})
    return kept


def _media(form: Form, path: Path, part: Any) -> _Json:  # noqa: ANN401 - JSON
    if not isinstance(part, dict) or not part.get("url"):
        return {}
    form.url((*path, "url"), part["url"], _MEDIA)
    return {"url": part["url"], "width": 0, "height": 0}


def _size(embed: _Json) -> int:
    """Return the characters that count towards the total over all embeds."""
    parts = [
        embed.get("title", ""),
        embed.get("description", ""),
        embed.get("footer", {}).get("text", ""),
        embed.get("author", {}).get("name", ""),
    ]
    parts += [field[key] for field in embed.get("fields", ()) for key in ("name", "value")]
    return sum(len(part) for part in parts)
