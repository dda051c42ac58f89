"""What `bench overload` counts: who is answered, who is told that there is no room, who is left in silence."""

from __future__ import annotations

import asyncio
import io
import time

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rich.console import Console

from adapters.benchmarks.bare_slack import BareSlack, Sent
from adapters.benchmarks.overload import Offered, Outcome, Used
from adapters.benchmarks.overload_table import explained, fell_short, overload_table, overload_values

NO_ROOM = "So many are asking"
USED = [Used(float(at), float(at), 10_000_000) for at in range(3)]


def sent(person: str, at: float, *shown: tuple[float, str], status: int = 200, acknowledged: float = 0.01) -> Sent:
    return Sent(person, at, statuses=[status], acknowledged=acknowledged, shown=list(shown))


def outcome(*asked: Sent, red_flag: float = 0.1) -> Outcome:
    flags = [sent("red", 0.0, (red_flag, "Call 112 now."))]
    return Outcome(Offered(), asked=list(asked), red_flags=flags, used=USED)


GOOD = (
    sent("ada", 0.0, (8.0, "They inject dextrose.")),
    sent("grace", 0.0, (1.0, f"{NO_ROOM}. Call 112.")),
    sent("grace", 1.5),  # the line of a moment ago holds for this one
)


def test_everybody_is_answered_or_told_so_in_time() -> None:
    values = overload_values(outcome(*GOOD), [NO_ROOM])
    assert (values["answered"]["count"], values["told"]["count"], values["refused_in_silence"]) == (1, 1, 0)
    assert (values["cores"], values["megabytes"]) == (1.0, [10, 10, 10])
    assert not fell_short(values)
    shown = io.StringIO()
    Console(file=shown, width=80).print(overload_table(values))
    assert "told that there is no room" in shown.getvalue()
    assert "left in silence: 0 acknowledged, 0 refused" in explained(values)


@pytest.mark.parametrize(
    "one",
    [
        sent("linus", 0.0),
        sent("linus", 0.0, status=503),
        sent("grace", 9.0),
        sent("linus", 0.0, (3.5, NO_ROOM)),
        sent("linus", 0.0, (1.0, NO_ROOM), (2.0, NO_ROOM)),
        sent("linus", 0.0, (1.0, NO_ROOM), acknowledged=0.6),
    ],
    ids=[
        "taken in silence",
        "refused in silence",
        "told too long ago",
        "told late",
        "told twice",
        "acknowledged late",
    ],
)
def test_one_person_in_silence_or_late_falls_short(one: Sent) -> None:
    assert fell_short(overload_values(outcome(*GOOD, one), [NO_ROOM]))


async def test_questions_go_to_request_urls_in_turn_and_what_one_refuses_or_is_doubled_to_the_next() -> None:
    taken: list[tuple[int, str]] = []

    async def receive(request: web.Request) -> web.Response:
        replica, event = int(request.match_info["replica"]), (await request.json())["event"]
        taken.append((replica, event["text"]))
        return web.Response(status=503 if event["text"] == "refused" and replica == 1 else 200)

    app = web.Application()
    app.router.add_post("/{replica}", receive)
    async with TestServer(app) as server, BareSlack(*(str(server.make_url(f"/{n}")) for n in range(3))) as slack:
        for text in ("plain", "refused", "doubled"):
            slack.ask(f"U{text}", text, time.monotonic(), again=text == "doubled")
        await asyncio.gather(*slack._tasks)
        assert sorted(taken) == [(0, "doubled"), (0, "plain"), (1, "refused"), (2, "doubled"), (2, "refused")]
        assert [each.statuses for each in slack.sent] == [[200], [503, 200], [200, 200]]
        assert all(each.is_taken for each in slack.sent)


def test_a_red_flag_that_waits_falls_short() -> None:
    assert fell_short(overload_values(outcome(*GOOD, red_flag=2.5), [NO_ROOM]))
