"""What docker-compose and Kubernetes are told: valid, about settings that exist, and the same in both."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from kubernetes_validate import ValidationError

from adapters.settings import known_settings, read_settings

ROOT = Path(__file__).parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
SCALE = ROOT / "docs" / "operations" / "scale"
ITEMS = yaml.safe_load((ROOT / "docs" / "operations" / "kubernetes.yaml").read_text(encoding="utf-8"))["items"]
DEPLOYMENTS = [each for each in ITEMS if each["kind"] == "Deployment"]
SETTINGS = {each.removesuffix("_FILE") for each in known_settings()}

NOT_OF_THE_PROGRAM = {"PROLOBOT_SECRETS", "PROLOBOT_REPLICAS", "PROLOBOT_BALANCER_PORT", "PROLOBOT_FAQ"}


def is_setting(name: str) -> bool:
    return name.removesuffix("_FILE") in SETTINGS


def validate(item: dict[str, Any]) -> None:
    kubernetes_validate.validate(item, kubernetes_validate.latest_version(), strict=True)


@pytest.mark.parametrize("item", ITEMS, ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_the_manifest_is_what_kubernetes_takes(item: dict[str, Any]) -> None:
    validate(item)


def test_a_key_that_kubernetes_does_not_know_would_be_noticed() -> None:
    wrong = copy.deepcopy(DEPLOYMENTS[0])
    wrong["spec"]["template"]["spec"]["containers"][0]["readynessProbe"] = {}
    with pytest.raises(ValidationError):
        validate(wrong)


def test_every_setting_that_containers_are_given_exists() -> None:
    composed = [each.partition("=")[0] for each in SERVICES["prolobot"]["environment"]]
    scaled = re.findall(r"^(PROLOBOT_\w+)=", (SCALE / "scale.env").read_text(encoding="utf-8"), re.MULTILINE)
    (shared,) = (each["data"] for each in ITEMS if each["kind"] == "ConfigMap")
    own = [env["name"] for each in DEPLOYMENTS for env in container(each)["env"]]
    assert {name for name in [*composed, *scaled, *shared, *own] if not is_setting(name)} <= NOT_OF_THE_PROGRAM
    assert set(scaled) <= {*composed, *NOT_OF_THE_PROGRAM}


def test_every_setting_there_is_reaches_a_container() -> None:
    composed = {each.partition("=")[0] for each in SERVICES["prolobot"]["environment"]}
    for_stand_ins = {"PROLOBOT_SLACK_URL", "PROLOBOT_DISCORD_URL"}
    in_the_image = {"PROLOBOT_FAQ", "PROLOBOT_CACHE"}
    assert SETTINGS - composed - for_stand_ins - in_the_image == set()


def test_the_settings_of_the_profile_can_be_read() -> None:
    lines = (SCALE / "scale.env").read_text(encoding="utf-8").split()
    settings = read_settings(dict(line.split("=", 1) for line in lines))
    assert settings.slack.is_http
    socket = settings.database.get_secret_value().partition("?host=")[2]
    assert f"unix_socket_directories={socket}" in (SCALE / "database.sh").read_text(encoding="utf-8")
    for name in ("prolobot", "database"):
        assert any(each.endswith(f":{socket}") for each in SERVICES[name]["volumes"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_bounded_and_may_do_nothing(name: str) -> None:
    service = SERVICES[name]
    assert {"mem_limit", "pids_limit", "stop_grace_period", "logging"} <= service.keys()
    assert {"max-size", "max-file"} == service["logging"]["options"].keys()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("file", ["Dockerfile", *map(str, SCALE.glob("Dockerfile.*"))])
def test_every_image_tells_its_health_and_runs_as_nobody_in_particular(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "\nHEALTHCHECK" in text
    assert "\nUSER " in text
    assert re.findall(r"^FROM (\S+)", text, re.MULTILINE)[-1] == "python:${PYTHON_VERSION}-slim-bookworm"


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda each: each["metadata"]["name"])
def test_a_pod_has_time_to_finish_and_is_asked_where_it_answers(deployment: dict[str, Any]) -> None:
    (shared,) = (each["data"] for each in ITEMS if each["kind"] == "ConfigMap")
    pod = deployment["spec"]["template"]["spec"]
    assert pod["terminationGracePeriodSeconds"] >= float(shared["PROLOBOT_STOP_GRACE"]) + 5
    ports = {each["name"]: each["containerPort"] for each in container(deployment)["ports"]}
    assert str(ports["ops"]) == shared["PROLOBOT_OPS_PORT"]
    pages = (ROOT / "adapters" / "ops" / "seen_from_outside.py").read_text(encoding="utf-8")
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        asked = container(deployment)[probe]["httpGet"]
        assert asked["port"] == "ops"
        assert f'"{re.sub("/(slack|discord)$", "/{platform}", asked["path"])}"' in pages


def container(deployment: dict[str, Any]) -> dict[str, Any]:
    (found,) = deployment["spec"]["template"]["spec"]["containers"]
    return dict(found)
