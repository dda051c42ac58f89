from __future__ import annotations

import dataclasses
import logging
import re
import subprocess
import sys
import traceback
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.settings import Settings, SettingsError, known_settings, read_settings
from adapters.token_rules import APP_TOKEN, BOT_TOKEN, DISCORD_TOKEN, SIGNING_SECRET, TokenRule, check_tokens
from botcore import strict_yaml

ROOT = Path(__file__).parent.parent
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1111111111-abcdEFGH", "SLACK_APP_TOKEN": "xapp-1-A111-222-abcdef0123"}
DISCORD = {"DISCORD_TOKEN": "MTAxMDEwMTAxMDEwMTAxMDEw.AbCdEf.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
VARIABLES = [*SLACK, *DISCORD, "SLACK_SIGNING_SECRET"]
CLEAN = {name: None for base in VARIABLES for name in (base, f"{base}_FILE")} | {
    "PROLOBOT_SLACK_MODE": None,
    "PROLOBOT_LOG_LEVEL": None,
    "PROLOBOT_PUBLIC": None,
}
RULES = [BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, DISCORD_TOKEN]


def lines_of(command: str, environment: dict[str, str]) -> list[str]:
    shown = CliRunner().invoke(app, [command], env=CLEAN | environment)
    assert shown.exit_code == 2
    assert shown.stdout == ""
    return shown.stderr.splitlines()


@pytest.mark.parametrize(
    ("command", "missing"),
    [("slack", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]), ("discord", ["DISCORD_TOKEN"])],
)
def test_each_missing_token_is_one_line_that_says_what_it_looks_like_and_where_to_find_it(
    command: str, missing: list[str]
) -> None:
    lines = lines_of(command, {})
    assert [line.partition(":")[0] for line in lines] == missing
    assert all("not set; expected" in line and " from " in line for line in lines)


def test_run_without_any_token_names_every_one() -> None:
    lines = lines_of("run", {})
    assert lines[0].startswith("no tokens are set: set those of Slack, of Discord, or of both; `prolobot setup")
    assert [line.partition(":")[0] for line in lines[1:]] == [*SLACK, *DISCORD]


def test_run_asks_only_for_what_the_platform_begun_still_needs() -> None:
    lines = lines_of("run", {"SLACK_BOT_TOKEN": SLACK["SLACK_BOT_TOKEN"]})
    assert [line.partition(":")[0] for line in lines] == ["SLACK_APP_TOKEN"]


def test_signed_http_needs_the_signing_secret_and_no_app_token() -> None:
    lines = lines_of("slack", {"PROLOBOT_SLACK_MODE": "http"})
    assert [line.partition(":")[0] for line in lines] == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]


@pytest.mark.parametrize(
    "value",
    [
        "xoxb-your-token-here",
        "xoxb-xxxxxxxxxxxx",
        "xoxb-xxx-xxx-xxx",
        "xoxb-...",
        "xoxb-…",
        "<your bot token>",
        "changeme",
        "CHANGE-ME",
        "YOUR_TOKEN",
        "xoxb-example-example",
        "TODO",
        "replace-this",
    ],
)
def test_a_placeholder_is_called_one(value: str) -> None:
    (line,) = check_tokens(((BOT_TOKEN, SecretStr(value)),))
    assert line.startswith("SLACK_BOT_TOKEN: still a placeholder; expected xoxb-…")
    assert value not in line.partition(";")[0]


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (BOT_TOKEN, "xoxp-1111111111-abcdEFGH"),
        (BOT_TOKEN, "xoxb-short"),
        (BOT_TOKEN, "xoxb-1111111111 abcdEFGH"),
        (APP_TOKEN, "xoxp-1111111111-abcdEFGH"),
        (SIGNING_SECRET, "0123456789ABCDEF0123456789ABCDEF"),
        (SIGNING_SECRET, "0123456789abcdef"),
        (DISCORD_TOKEN, "no-dots-in-here-at-all"),
        (DISCORD_TOKEN, "short.AbCdEf.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        (DISCORD_TOKEN, "Bot " + DISCORD["DISCORD_TOKEN"]),
    ],
)
def test_a_malformed_token_is_told_by_its_length_and_never_shown(rule: TokenRule, value: str) -> None:
    (line,) = check_tokens(((rule, SecretStr(value)),))
    assert f"not the shape of a token ({len(value)} characters)" in line
    assert value not in line


ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@given(st.text(ALPHABET, min_size=18, max_size=24), st.sampled_from(["xXx", "YouR", "ToDo", "tODO", "Xxx"]))
def test_a_real_token_that_spells_a_word_by_chance_is_accepted(chance: str, word: str) -> None:
    value = f"xoxb-1111111111-2222222222-{chance[:9]}{word}{chance[9:]}"
    if not any(each in value.lower() for each in ("xxxx", "example", "replace", "changeme", "placeholder")):
        assert check_tokens(((BOT_TOKEN, SecretStr(value)),)) == []


def test_sound_tokens_pass_and_may_end_in_a_newline() -> None:
    current = read_settings({name: f" {value}\n" for name, value in (SLACK | DISCORD).items()})
    assert check_tokens((*current.slack.rules, *current.discord.rules)) == []


def test_a_token_may_stand_in_a_file(tmp_path: Path) -> None:
    for name, value in (SLACK | DISCORD).items():
        (tmp_path / name).write_text(f"{value}\n", encoding="utf-8")
    current = read_settings({f"{name}_FILE": str(tmp_path / name) for name in SLACK | DISCORD})
    assert current.slack.bot_token.get_secret_value() == SLACK["SLACK_BOT_TOKEN"]
    assert check_tokens((*current.slack.rules, *current.discord.rules)) == []


@pytest.mark.parametrize("kind", ["absent", "folder", "binary"])
def test_a_token_file_that_cannot_be_read_is_one_line_and_exit_2(tmp_path: Path, kind: str) -> None:
    path = tmp_path if kind == "folder" else tmp_path / "token"
    if kind == "binary":
        path.write_bytes(b"\xff\xfe\x00")
    (line,) = lines_of("discord", {"DISCORD_TOKEN_FILE": str(path)})
    assert line.startswith(f"DISCORD_TOKEN_FILE: cannot read {path}: ")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PROLOBOT_SLACK_MODE", "carrier pigeon", "socket or http"),
        ("PROLOBOT_LOG_LEVEL", "loud", "DEBUG, INFO, WARNING or ERROR"),
        ("PROLOBOT_PUBLIC", "Perhaps", "yes or no"),
        ("PROLOBOT_LOG_JSON", "2", "yes or no"),
        ("PROLOBOT_SLACK_PORT", "0", "a number from 1 to 65535"),
        ("PROLOBOT_SLACK_PORT", "65536", "a number from 1 to 65535"),
        ("PROLOBOT_SLACK_PORT", "http", "a number from 1 to 65535"),
        ("PROLOBOT_OPS_PORT", "-1", "a number from 0 to 65535"),
        ("PROLOBOT_SLACK_APPS", "intake", "ids of apps (A…) or of their bots (B…), with commas between them"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_one_line_and_exit_2(name: str, value: str, expected: str) -> None:
    (line,) = lines_of("run", {name: value})
    assert line == f"{name}: found {value!r}; expected {expected}"


def test_all_that_cannot_be_understood_is_told_at_once_a_malformed_token_too() -> None:
    wrong = {"PROLOBOT_PUBLIC": "Perhaps", "PROLOBOT_LOG_LEVEL": "loud", "PROLOBOT_SLACK_PORT": "http"}
    lines = lines_of("run", wrong | {"SLACK_BOT_TOKEN": "xoxb", "DISCORD_TOKEN_FILE": "/nowhere/token"})
    assert sorted(line.partition(":")[0] for line in lines) == sorted(
        [*wrong, "SLACK_BOT_TOKEN", "DISCORD_TOKEN_FILE"]
    )
    assert all(": found " in line and "; expected " in line for line in lines if line.startswith("PROLOBOT"))


def test_what_cannot_be_understood_in_a_file_of_settings_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# ours\nPROLOBOT_LOG_LEVEL=loud\n\nPROLOBOT_LOG_JSON=2\n", encoding="utf-8")
    clean = dict.fromkeys(known_settings())
    shown = CliRunner().invoke(app, ["run", "--env-file", str(file)], env=clean | {"PROLOBOT_PUBLIC": "Perhaps"})
    assert shown.exit_code == 2
    assert set(shown.stderr.splitlines()) == {
        "PROLOBOT_PUBLIC: found 'Perhaps'; expected yes or no",
        f"{file}: line 4: PROLOBOT_LOG_JSON: found '2'; expected yes or no",
        f"{file}: line 2: PROLOBOT_LOG_LEVEL: found 'loud'; expected DEBUG, INFO, WARNING or ERROR",
    }


def test_every_setting_is_read() -> None:
    current = read_settings(
        {
            "PROLOBOT_SLACK_MODE": "http",
            "PROLOBOT_SLACK_HOST": "127.0.0.1",
            "PROLOBOT_SLACK_PORT": "8080",
            "PROLOBOT_OPS_HOST": "::1",
            "PROLOBOT_OPS_PORT": "9321",
            "PROLOBOT_SLACK_APPS": "A0123, B0456",
            "PROLOBOT_PUBLIC": "Yes",
            "PROLOBOT_FAQ": "other.yaml",
            "PROLOBOT_CACHE": "/var/cache/prolobot",
            "PROLOBOT_EMERGENCY": "112",
            "PROLOBOT_CRISIS_LINE": "116 123",
            "PROLOBOT_LOG_LEVEL": "warning",
            "PROLOBOT_LOG_JSON": "off",
            "PROLOBOT_SLACK_URL": "http://127.0.0.1:1/api/",
            "PROLOBOT_DISCORD_URL": "http://127.0.0.1:2",
        }
    )
    assert (current.slack.mode, current.slack.port, current.public) == ("http", 8080, True)
    assert current.slack.apps == {"A0123", "B0456"}
    assert (current.slack.host, current.ops_host, current.ops_port) == ("127.0.0.1", "::1", 9321)
    assert (str(current.faq), str(current.cache)) == ("other.yaml", "/var/cache/prolobot")
    assert (current.services.emergency, current.services.crisis_line) == ("112", "116 123")
    assert (current.log_level, current.log_json) == ("WARNING", False)
    assert current.slack.url.endswith("/api/")
    assert current.discord.url.endswith(":2")


def test_what_is_empty_or_blank_is_unset() -> None:
    names = [
        *VARIABLES, *(f"{name}_FILE" for name in VARIABLES), "PROLOBOT_SLACK_MODE", "PROLOBOT_SLACK_PORT",
        "PROLOBOT_SLACK_APPS", "PROLOBOT_PUBLIC", "PROLOBOT_FAQ", "PROLOBOT_CACHE", "PROLOBOT_EMERGENCY",
        "PROLOBOT_CRISIS_LINE", "PROLOBOT_LOG_LEVEL", "PROLOBOT_LOG_JSON", "PROLOBOT_SLACK_URL",
        "PROLOBOT_DISCORD_URL",
    ]  # fmt: skip
    assert (
        read_settings(dict.fromkeys(names, "")) == read_settings(dict.fromkeys(names, " \t")) == read_settings({})
    )


@pytest.mark.parametrize(
    ("name", "value", "attribute", "read"),
    [
        ("PROLOBOT_SLACK_MODE", "HTTP", "slack.mode", "http"),
        ("PROLOBOT_SLACK_MODE", " Socket ", "slack.mode", "socket"),
        ("PROLOBOT_LOG_LEVEL", "WARN", "log_level", "WARNING"),
        ("PROLOBOT_LOG_LEVEL", "Warn", "log_level", "WARNING"),
        ("PROLOBOT_PUBLIC", "TRUE", "public", True),
        ("PROLOBOT_SLACK_PORT", " 8080", "slack.port", 8080),
    ],
)
def test_case_and_blanks_around_do_not_matter(name: str, value: str, attribute: str, read: object) -> None:
    assert attrgetter(attribute)(read_settings({name: value})) == read


def test_every_setting_of_the_readme_passes_through_docker_compose_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("| setting |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines()[2:]]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    files = {f"{name}_FILE" for name in named if re.search("TOKEN|SECRET|DATABASE", name)}
    compose = strict_yaml.parse((ROOT / "docker-compose.yml").read_text(encoding="utf-8")).tree
    environment: list[str] = compose["services"]["prolobot"]["environment"]  # type: ignore[index, call-overload, assignment]
    passed = {each.partition("=")[0] for each in environment}
    # The file and the vectors have their places in the image.
    assert passed == (named | files) - {"PROLOBOT_FAQ", "PROLOBOT_CACHE"}


def test_every_setting_that_is_read_is_told_of_in_the_docs() -> None:
    read = {each.removesuffix("_FILE") for each in known_settings() if each.startswith("PROLOBOT_")}
    docs = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    told = set(re.findall(r"PROLOBOT_[A-Z_]+", "".join(each.read_text(encoding="utf-8") for each in docs)))
    assert read > {"PROLOBOT_SLACK_URL", "PROLOBOT_DISCORD_URL"}
    assert read <= told


def test_swapped_tokens_are_told_by_name() -> None:
    swapped = {
        "SLACK_BOT_TOKEN": SLACK["SLACK_APP_TOKEN"],
        "SLACK_APP_TOKEN": SLACK["SLACK_BOT_TOKEN"],
    }
    assert [line.partition(";")[0] for line in lines_of("slack", swapped)] == [
        "SLACK_BOT_TOKEN: that is a SLACK_APP_TOKEN (xapp-…)",
        "SLACK_APP_TOKEN: that is a SLACK_BOT_TOKEN (xoxb-…)",
    ]


def test_an_empty_environment_is_sound() -> None:
    assert read_settings({}).slack.mode == "socket"
    assert dataclasses.replace(read_settings({}), cache=Settings().cache) != read_settings(
        {"PROLOBOT_PUBLIC": "1"}
    )


SECRET = "xoxb-9999999999-s3cr3tS3CR3T"


def test_a_secret_is_in_no_repr_string_format_dictionary_or_log(caplog: pytest.LogCaptureFixture) -> None:
    current = read_settings({"SLACK_BOT_TOKEN": SECRET})
    with caplog.at_level(logging.DEBUG):
        logging.getLogger().warning("%s %r %s", current, current.slack.bot_token, dataclasses.asdict(current))
    shown = f"{current} {current!r} {current.slack.bot_token} {vars(current)} {caplog.text}"
    assert SECRET not in shown
    assert "SecretStr('**********')" in shown
    assert repr(read_settings({}).slack.bot_token) == "SecretStr('')"


def test_a_secret_is_in_no_traceback_even_with_the_variables_of_its_frames() -> None:
    def fail(token: SecretStr, current: Settings) -> None:
        raise ValueError(f"{token} {current}")

    try:
        fail(SecretStr(SECRET), read_settings({"SLACK_BOT_TOKEN": SECRET}))
    except ValueError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert SECRET not in "".join(shown.format())


def test_a_bad_file_setting_raises_without_its_cause(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"SLACK_BOT_TOKEN_FILE": str(tmp_path / "gone")})
    assert caught.value.__cause__ is None


def test_the_whole_command_says_it_without_a_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "adapters", "run"],
        env={"HOME": str(tmp_path), "SLACK_BOT_TOKEN": SECRET, "SLACK_APP_TOKEN": "xapp-your-token-here"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("SLACK_APP_TOKEN: still a placeholder")


@pytest.mark.parametrize(
    "secret",
    [
        *SLACK.values(),
        *DISCORD.values(),
        "0123456789abcdef0123456789abcdef",
        "postgresql://bot:correct-horse-battery@db.example.com/prolobot",
    ],
)
def test_a_secret_that_stands_where_something_else_is_expected_is_not_shown(secret: str) -> None:
    # A file of manners is named, and read, where it can be.
    for name in sorted(known_settings() - {"PROLOBOT_MANNERS"}):
        try:
            read_settings({name: secret})
        except SettingsError as error:
            shown = [secret[at : at + 10] for at in range(len(secret) - 9) if secret[at : at + 10] in str(error)]
            assert shown == [], name
