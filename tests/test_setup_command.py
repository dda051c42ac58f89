"""`prolobot setup`: the steps, the tokens nobody sees, the file its owner alone reads; and the README's lists."""

from __future__ import annotations

import asyncio
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from typer.testing import CliRunner

from adapters.cli import setup as command
from adapters.cli.app import app
from adapters.discord.inviting import CALLED, NEEDED, SCOPES, invite_link
from adapters.env_file import EnvFileError, read_env_file, write_env_file
from adapters.setting_up import Asking, GaveUpError
from adapters.slack.manifest import USEFUL, creation_link, manifest_text, scopes
from adapters.standins.discord import DiscordStandIn
from adapters.standins.slack import Settings, SlackStandIn
from adapters.token_rules import APP_TOKEN, BOT_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SLACK_PART = README.partition("## Connect a Slack workspace")[2].partition("\n## ")[0]
DISCORD_PART = README.partition("## Connect a Discord server")[2].partition("\n## ")[0]

BOT, APP = "xoxb-1-2-s3cr3ts3cr3t", "xapp-1-A1-2-s3cr3ts3cr3t"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin with none, and undo what a command sets."""
    for name in (
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "DISCORD_TOKEN",
        "PROLOBOT_SLACK_MODE",
    ):
        monkeypatch.setenv(name, "")
    for name in ("PROLOBOT_SLACK_URL", "PROLOBOT_DISCORD_URL", "HTTPS_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(name, "")
    return


def ran(*words: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, ["setup", *words], input=typed)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


# The steps


def test_slack_s_steps_hold_the_manifest_each_token_s_place_and_how_to_start() -> None:
    status, shown = ran("slack", "--print")
    assert status == 0
    for needed in (*scopes(), "connections:write", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN", "run --env-file .env"):
        assert needed in shown
    assert shown.endswith(f"The manifest:\n\n{manifest_text()}")
    (link,) = re.findall(r"https://api\.slack\.com/apps\?\S+", shown)
    assert parse_qs(urlsplit(link).query) == {"new_app": ["1"], "manifest_yaml": [manifest_text()]}
    assert yaml.safe_load(parse_qs(urlsplit(creation_link()).query)["manifest_yaml"][0])["features"]


def test_over_signed_http_the_signing_secret_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROLOBOT_SLACK_MODE", "http")
    _, shown = ran("slack")
    assert "SLACK_SIGNING_SECRET" in shown
    assert "SLACK_APP_TOKEN" not in shown


def test_discord_s_steps_hold_the_link_with_exactly_what_is_needed() -> None:
    status, shown = ran("discord", "--print")
    assert status == 0
    (link,) = re.findall(r"https://discord\.com/oauth2\S+", shown)
    asked = parse_qs(urlsplit(link).query)
    assert asked == {
        "client_id": ["APPLICATION_ID"],
        "scope": [" ".join(SCOPES)],
        "permissions": [str(NEEDED.value)],
    }
    assert ", ".join(CALLED.values()) in shown
    assert "client_id=42&" in invite_link(42)


def test_what_is_neither_is_one_line_and_status_2() -> None:
    assert ran("teams") == (2, "found 'teams'; expected slack or discord\n")


# Tokens


def test_a_token_is_asked_for_again_until_it_is_one_and_three_times_at_most() -> None:
    said, typed = [], iter(["nonsense", APP, BOT])
    asking = Asking(lambda _: next(typed), said.append)
    assert asking.tokens([BOT_TOKEN, APP_TOKEN], {"SLACK_APP_TOKEN": APP}) == {
        "SLACK_BOT_TOKEN": BOT,
        "SLACK_APP_TOKEN": APP,
    }
    assert [line.partition(";")[0] for line in said] == [
        "SLACK_BOT_TOKEN: not the shape of a token (8 characters)",
        "SLACK_BOT_TOKEN: that is a SLACK_APP_TOKEN (xapp-…)",
        "SLACK_APP_TOKEN: taken from what is set already",
    ]
    for answers in (["", BOT], ["1", "2", "3", BOT]):
        given = iter(answers)
        with pytest.raises(GaveUpError, match="SLACK_BOT_TOKEN: not given"):
            Asking(lambda _, given=given: next(given), said.append).tokens([BOT_TOKEN], {})  # type: ignore[misc]


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_on_terminal", lambda: True)


async def in_thread(*words: str, typed: str = "") -> tuple[int, str]:
    return await asyncio.to_thread(lambda: ran(*words, typed=typed))


@pytest.mark.usefixtures("on_a_terminal")
async def test_tokens_that_slack_takes_are_written_for_their_owner_alone_and_shown_to_nobody(
    tmp_path: Path,
) -> None:
    file = tmp_path / ".env"
    async with SlackStandIn(Settings(scopes=tuple(scopes()))) as slack:
        file.write_text(f"# ours\nPROLOBOT_SLACK_URL={slack.api_url}\nPROLOBOT_EMERGENCY='112'\n")
        app_token, bot_token = slack.settings.app_token, slack.settings.bot_token
        status, shown = await in_thread("slack", "--env-file", str(file), typed=f"{app_token}\n{bot_token}\n")
    assert status == 0, shown
    assert "✓ ok      Slack: bot token" in shown
    assert app_token not in shown
    assert bot_token not in shown
    assert read_env_file(file) == {
        "PROLOBOT_SLACK_URL": slack.api_url,
        "PROLOBOT_EMERGENCY": "112",
        "SLACK_APP_TOKEN": app_token,
        "SLACK_BOT_TOKEN": bot_token,
    }
    assert file.read_text().startswith("# ours\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [".env"]


@pytest.mark.usefixtures("on_a_terminal")
async def test_tokens_that_slack_refuses_are_written_nowhere(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    async with SlackStandIn() as slack:
        file.write_text(f"PROLOBOT_SLACK_URL={slack.api_url}\n")
        status, shown = await in_thread("slack", "--env-file", str(file), typed=f"{APP}\n{BOT}\n")
    assert status == 1
    assert "nothing was written" in shown
    assert file.read_text() == f"PROLOBOT_SLACK_URL={slack.api_url}\n"


async def test_discord_s_token_gives_the_link_of_its_own_application(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    async with DiscordStandIn() as server:
        monkeypatch.setenv("DISCORD_TOKEN", server.settings.token)
        monkeypatch.setenv("PROLOBOT_DISCORD_URL", server.url)
        status, shown = await in_thread("discord", "--env-file", str(file))
    assert status == 0, shown
    assert "3. Open this address and choose your server." in shown
    assert f"\n   {invite_link(server.state.application_id)}\n" in shown
    assert server.settings.token not in shown
    assert read_env_file(file) == {"DISCORD_TOKEN": server.settings.token}


def test_tokens_of_a_file_are_replaced_only_on_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    held = f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\n"
    file.write_text(held)
    status, shown = ran("slack", "--env-file", str(file))
    assert (status, "has SLACK_APP_TOKEN and SLACK_BOT_TOKEN already" in shown, "--replace" in shown) == (
        2,
        True,
        True,
    )
    monkeypatch.setattr(command, "_on_terminal", lambda: True)
    status, shown = ran("slack", "--env-file", str(file), typed="n\n")
    assert (status, "nothing was written" in shown) == (1, True)
    status, shown = ran("slack", "--env-file", str(file), "--replace", typed="\n")
    assert (status, "SLACK_APP_TOKEN: not given; nothing was written" in shown) == (2, True)
    assert file.read_text() == held
    assert BOT not in shown


@pytest.mark.usefixtures("on_a_terminal")
def test_where_the_typing_ends_it_says_that_nothing_was_written(tmp_path: Path) -> None:
    status, shown = ran("slack", "--env-file", str(tmp_path / ".env"), typed="")
    assert status == 1
    assert shown.endswith("\nstopped; nothing was written\n")
    assert not [*tmp_path.iterdir()]


@pytest.mark.usefixtures("on_a_terminal")
def test_ctrl_c_while_the_platform_is_asked_says_that_nothing_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "checked", interrupted)
    status, shown = ran("slack", "--env-file", str(tmp_path / ".env"), typed=f"{APP}\n{BOT}\n")
    assert (status, shown.endswith("\nstopped; nothing was written\n")) == (130, True)
    assert not [*tmp_path.iterdir()]


@pytest.mark.usefixtures("on_a_terminal")
@pytest.mark.parametrize(("name", "why"), [("none/.env", "No such file or directory"), (".", "Is a directory")])
def test_a_file_that_cannot_be_written_is_refused_before_any_token_is_asked_for(
    tmp_path: Path, name: str, why: str
) -> None:
    file = tmp_path / name
    assert ran("slack", "--env-file", str(file), typed=f"{APP}\n{BOT}\n") == (
        2,
        f"--env-file: cannot write {file} ({why}); name another file\n",
    )
    assert not [*tmp_path.iterdir()]


def test_without_a_terminal_nobody_is_asked(tmp_path: Path) -> None:
    status, shown = ran("slack", "--env-file", str(tmp_path / ".env"))
    assert (status, shown) == (
        2,
        "--env-file: found no terminal to ask for tokens; set them in the environment, or use --print\n",
    )


# The file


def test_a_file_of_settings_is_read_as_docker_compose_reads_it(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# remark\n\nexport A=1\nB = 'two words' \nC=\"x#y\"\nD=bare # remark\nE=\n")
    assert read_env_file(file) == {"A": "1", "B": "two words", "C": "x#y", "D": "bare", "E": ""}
    file.write_text("A=1\ns3cr3t\n")
    with pytest.raises(EnvFileError, match=r"line 2: expected NAME=value") as error:
        read_env_file(file)
    assert "s3cr3t" not in str(error.value)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('A="xoxb-1" # remark', "xoxb-1"),
        ("A='xoxb-1' # remark", "xoxb-1"),
        ('A="xoxb-1"\t# it said "no"', "xoxb-1"),
        ("A='xoxb-1'# remark", "xoxb-1"),
        ("A=xoxb-1\t# remark", "xoxb-1"),
        ("A=xoxb-1 \t#remark # more", "xoxb-1"),
        ("A=xoxb#1", "xoxb#1"),
        ("A= # remark", ""),
        ("A='' # remark", ""),
        ('A="x # y" # remark', "x # y"),
        (r'A="a\"b\\c\d\n" # remark', 'a"b\\c\\d\n'),
        (r"A='it\'s \n' # remark", r"it's \n"),
        ("A=it's # remark", "it's"),
        ('A="open # remark', '"open'),
    ],
)
def test_quotes_and_remarks_of_a_setting_are_left_out_as_docker_compose_does(
    line: str, value: str, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{line}\nB=1\n")
    assert read_env_file(file) == {"A": value, "B": "1"}


def test_a_link_to_a_file_of_settings_stays_a_link(tmp_path: Path) -> None:
    there, link = tmp_path / "there", tmp_path / ".env"
    there.write_text("A=1")
    there.chmod(0o644)
    link.symlink_to(there)
    write_env_file(link, {"B": "2"})
    assert link.is_symlink()
    assert (there.read_text(), stat.S_IMODE(there.stat().st_mode)) == ("A=1\nB=2\n", 0o600)


def test_a_file_that_cannot_be_replaced_is_as_it_was_and_nothing_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("A=1\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_env_file(file, {"B": "s3cr3t"})
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [(".env", "A=1\n")]


def test_a_service_takes_its_settings_from_a_file_and_the_environment_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=your-token\nPROLOBOT_SLACK_MODE=http\n")
    monkeypatch.setenv("PROLOBOT_SLACK_MODE", "socket")
    done = CliRunner().invoke(app, ["run", "--env-file", str(file)])
    assert done.exit_code == 2
    assert "SLACK_BOT_TOKEN: still a placeholder" in done.output
    assert "SLACK_APP_TOKEN: not set" in done.output
    done = CliRunner().invoke(app, ["run", "--env-file", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert "--env-file: " in done.output


# The README


def test_the_readme_s_scopes_and_permissions_are_those_of_the_code() -> None:
    (listed,) = re.findall(r"asks for the scopes\s([^.]*)\.", SLACK_PART)
    assert re.findall(r"`([a-z_:]+)`", listed) == scopes()
    (listed,) = re.findall(r"asks for the scopes\s([^;]*);", DISCORD_PART)
    assert tuple(re.findall(r"`([a-z.]+)`", listed)) == SCOPES
    (listed,) = re.findall(r"permissions\s(\*[^.]*)\.", DISCORD_PART)
    assert re.findall(r"\*([A-Za-z\s]+)\*", listed.replace("\n", " ")) == list(CALLED.values())


def test_every_scope_that_the_docs_say_an_owner_may_grant_is_known_to_the_doctor() -> None:
    docs = README + "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "operations").glob("*.md")
    )
    named = set(re.findall(r"`((?:channels|groups|im|users|chat|reactions|files):[a-z:]+)`", docs))
    assert named <= set(scopes()) | USEFUL.keys()
