"""`prolobot replay --update`: expectations follow the bot where the author agrees; the rest of the file stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.harness.replay.transcripts import Expected, load_transcripts
from adapters.harness.replay.updating import rewritten, written

if TYPE_CHECKING:
    from pathlib import Path

    from botcore import Bot

BEFORE = """\
# what people ask first
- title: one
  turns:
  - says: "is prolotherapy safe for neck pain?"   # a remark
    expect:
      reply: answer
      entry: side-effects
      includes:
      - "medical advice"
      - "no such words"

  - {who: ben, says: "how much does prolotherapy cost", expect: {reply: answer, entry: safety-neck}}
- title: two
  turns:
  - {says: "what is the most common agent?", expect: {reply: answer, entry: common-agent}} # stays
  - {where: dm, says: "what is the most common agent?", expect: {reply: urgent}}
"""
AFTER = """\
# what people ask first
- title: one
  turns:
  - says: "is prolotherapy safe for neck pain?"   # a remark
    expect:
      {reply: answer, entry: safety-neck, includes: ["medical advice"]}

  - {who: ben, says: "how much does prolotherapy cost", expect: {reply: abstain}}
- title: two
  turns:
  - {says: "what is the most common agent?", expect: {reply: answer, entry: common-agent}} # stays
  - {where: dm, says: "what is the most common agent?", expect: {reply: urgent}}
"""


@pytest.fixture
def file(tmp_path: Path, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> Path:
    bot.forget()
    monkeypatch.setattr("adapters.cli.replay.load_bot", lambda *_, **__: bot)
    path = tmp_path / "talk.yaml"
    path.write_text(BEFORE, encoding="utf-8")
    return path


def run(*arguments: object, given: str = "") -> Any:
    return CliRunner().invoke(app, ["replay", *map(str, arguments)], input=given)


def test_what_the_author_agrees_to_is_written_and_no_urgent_reply_is_given_up_by_the_way(file: Path) -> None:
    result = run(file, "--update", "--yes")
    assert file.read_text(encoding="utf-8") == AFTER
    assert (result.exit_code, "2 rewritten, 1 not as written" in result.stdout) == (1, True)


def test_each_difference_is_asked_about(file: Path) -> None:
    result = run(file, "--update", given="n\ny\ny\n")
    assert (result.exit_code, "2 rewritten, 1 not as written" in result.stdout) == (1, True)
    [one, two] = load_transcripts(file)
    assert [each.expect.reply for each in (*one.turns, *two.turns)] == ["answer", "abstain", "answer", "answer"]
    assert one.turns[0].expect.entry == "side-effects"


def test_nothing_is_written_where_all_is_as_written_or_a_platform_is_named(file: Path) -> None:
    file.write_text(AFTER.replace("urgent", "answer"), encoding="utf-8")
    assert run(file, "--update").exit_code == 0
    assert file.read_text(encoding="utf-8") == AFTER.replace("urgent", "answer")
    assert run(file, "--update", "--on", "slack").exit_code == 2


def test_what_is_written_is_read_as_the_same() -> None:
    expected = Expected(
        reply="none", entry="a-b", includes=('a "quote", é: # x',), offers=("a", "b"), private=False, twice=True
    )
    text = rewritten("- turns:\n  - expect: {reply: none}\n    says: hi\n  title: t\n", {(0, 0): expected})
    assert f"expect: {written(expected)}\n    says: hi" in text
