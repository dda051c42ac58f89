"""The judge itself: Discord's published schema, as npm's discord-api-spec (MIT) has it."""

from __future__ import annotations

import pytest
from node_judges import judged_by_discord


@pytest.mark.node
def test_the_judge_finds_fault_with_what_discord_would_refuse(node: str) -> None:
    wrong = [
        ("MessageCreateRequestSchema", {"content": 7}),
        ("MessageCreateRequestSchema", {"embeds": [{"description": "x" * 4097}]}),
        ("CreateMessageInteractionCallbackRequestSchema", {"type": 99}),
        ("ApplicationCommandUpdateRequestSchema", {"name": "x" * 33, "description": "long"}),
    ]
    assert all(judged_by_discord(node, wrong))
