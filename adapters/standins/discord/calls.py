"""One REST request, read: where it goes, what it asks, which files came with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from .errors import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

_Json = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """A file of a multipart body."""

    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Call:
    """A request on a route.

    Attributes:
        route: Method and template, such as `GET /channels/{channel}`.
        params: What the template's names stand for.
        body: The JSON body, an empty object without one.
    """

    route: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    uploads: tuple[Upload, ...] = ()

    @property
    def fields(self) -> _Json:
        """The body as an object; anything else has no fields."""
        return self.body if isinstance(self.body, dict) else {}


@dataclass(frozen=True)
class Response:
    """A response with a status other than 200, or 204 for a handler that returns `None`."""

    status: int
    body: Any


async def read(request: web.Request, route: str) -> Call:
    """Read a request.

    Raises:
        DiscordError: 50109 for a body that is no JSON.
    """
    uploads: list[Upload] = []
    text = ""
    if request.content_type == "multipart/form-data":
        text = await _read_form(request, uploads)
    elif request.can_read_body:
        text = await request.text()
    try:
        body = json.loads(text) if text else {}
    except ValueError as error:
        raise refusal(50109) from error
    return Call(route, dict(request.match_info), dict(request.query), body, tuple(uploads))


async def _read_form(request: web.Request, uploads: list[Upload]) -> str:
    """Collect the files of a form and return its `payload_json`."""
    text = ""
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            text = data.decode()
        elif part.filename:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads.append(Upload(part.filename, kind, data))
    return text
