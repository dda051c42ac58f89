"""The batch format, which other programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.harness.terminal.batch import answer_line

if TYPE_CHECKING:
    from botcore import Bot


def answered(bot: Bot, text: str) -> dict[str, Any]:
    return answer_line(bot, json.dumps({"text": text}), 1)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("what are the side effects of prolotherapy injections? I can't breathe", None),
        ("I want to kill myself, is it safe for the neck?", None),
        ("I took the whole bottle of pills. when to seek medical attention for prolotherapy pain?", None),
        ("severe pain and a fever since the shot", "seek-care"),
    ],
)
def test_the_entry_of_an_urgent_reply_is_none_or_the_one_on_when_to_seek_help(
    bot: Bot, text: str, entry: str | None
) -> None:
    row = answered(bot, text)
    assert (row["reply"], row["entry"], row["candidates"]) == ("urgent", entry, [])
    assert row["text"].startswith(("Call ", "Please talk to someone now"))
    assert row["disclaimer"] == bot.faq.disclaimer_short


def test_a_reply_has_every_key_and_its_text_ends_with_its_disclaimer(bot: Bot) -> None:
    for text in ("is prolotherapy safe for neck pain", "how much does it cost", "hello", ""):
        row = answered(bot, text)
        assert list(row) == ["text", "reply", "entry", "candidates", "best", "score", "disclaimer"]
        assert row["text"].endswith(row["disclaimer"])


ODD = [
    b'{"text": "hel\xff"}',
    b'{"text": "hello", "x": "\\ud800"}',
    b'{"text": "\\udc00"}',
    b'{"text": "hello", "x": NaN}',
    b'{"text": "hello", "x": [1e999]}',
    b'{"text": "hello", "x": ' + b"9" * 5_000 + b"}",
    b'{"text": "hello", "x": ' + b"[" * 100_000 + b"}",
]


def answered_lines(bot: Bot, monkeypatch: pytest.MonkeyPatch, lines: list[bytes]) -> Any:
    monkeypatch.setattr("adapters.cli.batch.load_bot", lambda *_, **__: bot)
    return CliRunner().invoke(app, ["batch"], input=b"\n".join(lines))


def refuse_constant(name: str) -> None:
    raise AssertionError(name)


def test_every_odd_line_is_one_line_of_error_and_the_good_ones_are_answered(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = [b'{"text": "hello", "x": "\\ud83d\\ude00"}', '{"text": "bye", "x": "\u2028"}'.encode()]
    result = answered_lines(bot, monkeypatch, [good[0], *ODD, good[1]])
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)
    rows = [json.loads(line) for line in result.stdout.rstrip("\n").split("\n")]
    assert [(row["reply"], row["x"]) for row in rows] == [("help", "\U0001f600"), ("help", "\u2028")]
    assert [line.partition(": found")[0] for line in result.stderr.splitlines()] == [
        f"line {number}" for number in range(2, 2 + len(ODD))
    ]


@given(
    st.lists(st.binary(max_size=20).map(lambda each: each.replace(b"\n", b"")) | st.sampled_from(ODD), max_size=4)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_comes_in_a_line_goes_out_or_is_complained_of(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, lines: list[bytes]
) -> None:
    result = answered_lines(bot, monkeypatch, [*lines, b'{"text": "hello"}'])
    assert result.exit_code == (2 if lines else 0)
    (row,) = (json.loads(line, parse_constant=refuse_constant) for line in result.stdout.splitlines())
    assert row["reply"] == "help"
    assert len(result.stderr.splitlines()) == len(lines)


def test_plain_lines_are_met_with_what_a_line_looks_like_and_help_says_where_they_go(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = answered_lines(bot, monkeypatch, [b"is it safe"])
    assert result.stderr.endswith('expected one object a line, such as {"text": "…"}\n')
    said = " ".join(CliRunner().invoke(app, ["batch", "--help"]).stdout.split())
    assert '{"text": "is it safe"}' in said
    assert "prolobot chat < plain.txt" in said


def test_a_pipe_into_a_chat_may_hold_what_is_no_text(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.cli.chat.load_bot", lambda *_, **__: bot)
    result = CliRunner().invoke(app, ["chat"], input=b"hel\xfflo\nhello\n")
    assert result.exit_code == 0
    assert "Hello!" in result.stdout
