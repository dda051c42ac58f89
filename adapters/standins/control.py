"""The control interface over HTTP, for other processes: what people do on a stand-in, as JSON.

Bodies and answers are JSON objects. What cannot be done answers 400, a wait that times out 408.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from .changes import Changes
    from .faults import Faults
    from .recorder import Recorder

_IDS = ("message", "shares", "reply_to", "interaction")
"""Values that name what was there before; people tend to hand over the whole of it."""

Json = dict[str, Any]
Action = Callable[[Json], Awaitable[Json]]


def add_control_routes(app: web.Application, actions: Mapping[str, Action], changes: Changes) -> None:
    """Add `POST /control/<action>` and `GET /control/changes`, a stream of server-sent events.

    Args:
        app: What serves them.
        actions: What can be done, by name. A `KeyError` says which value is missing, a `ValueError` what is wrong.
        changes: What happened.
    """

    async def act(request: web.Request) -> web.Response:
        return await _answer(actions, request)

    async def stream(request: web.Request) -> web.StreamResponse:
        return await _stream(changes, request)

    app.router.add_get("/control/changes", stream)
    app.router.add_post("/control/{action}", act)


def arm_faults(faults: Faults, body: Json) -> Json:
    """Arm a fault, or disarm all with `{"clear": true}`; return those that are armed and how many struck."""
    if body.get("clear"):
        faults.clear()
    else:
        times, seconds = int(body.get("times", 1)), float(body.get("seconds", 1.0))
        faults.arm(body["kind"], body.get("where", "*"), times=times, seconds=seconds)
    return {"faults": [vars(fault) for fault in faults.armed], "struck": faults.struck}


def last_frames(recorder: Recorder, body: Json) -> Json:
    """Return what went over the wire last, a hundred frames unless `last` says how many."""
    return {"frames": [vars(frame) for frame in recorder.frames][-int(body.get("last", 100)) :]}


async def _answer(actions: Mapping[str, Action], request: web.Request) -> web.Response:
    if (action := actions.get(request.match_info["action"])) is None:
        return web.json_response({"error": f"actions are {', '.join(actions)}"}, status=404)
    try:
        return web.json_response(await action(_body(await request.text())))
    except KeyError as error:
        return web.json_response({"error": f"missing {error}"}, status=400)
    except ValueError as error:
        return web.json_response({"error": str(error)}, status=400)
    except TimeoutError:
        return web.json_response({"error": "nothing came in time"}, status=408)


def _body(text: str) -> Json:
    body = json.loads(text) if text else {}
    if not isinstance(body, dict):
        raise ValueError(f"found {type(body).__name__}; expected a JSON object")  # noqa: TRY004 - answered with 400
    if wrong := next((name for name in _IDS if not isinstance(body.get(name), str | None)), ""):
        found = type(body[wrong]).__name__
        raise ValueError(f"{wrong}: found {found}; expected a string: its ts on Slack, its id on Discord")
    return body


async def _stream(changes: Changes, request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    async with changes.subscribe() as following:
        await response.prepare(request)
        async for change in following:
            try:
                await response.write(f"id: {change.seq}\ndata: {json.dumps(vars(change))}\n\n".encode())
            # A page that was closed: whoever follows next gets a stream of its own.
            except ConnectionError:
                return response
    return response
