"""How long an answer may be, so that every platform shows it whole with its disclaimer.

The tightest limits met by the adapters: 3,000 characters a Slack section, in which `& < >` count as four
or five; 2,000 characters a Discord message, the disclaimer among them, and 4,096 the embed that takes the rest
of a longer one. The lead of a reply (urgent guidance, at most `LEAD_MAX`) shares these with an entry, a topic's
pointer with three suggested questions, so each leaves room for the other: tests/test_rendering.py renders all
at their most. Sources: https://docs.slack.dev/reference/block-kit/blocks/section-block,
https://docs.discord.com/developers/resources/message#create-message and, there, #embed-object-embed-limits
"""

from __future__ import annotations

ANSWER_MAX = 2_500
"""Characters of question, caution, answer, note and source together, counted where it counts most."""

QUESTION_MAX = 300
"""Three of them are offered below a lead."""

TOPIC_MAX = 1_000
"""What a topic is about and its pointer, together."""

DISCLAIMER_MAX = 700
LEAD_MAX = 1_200

SENTENCE_MAX = 400
"""What joins a lead: two of them beside a topic stay below `LEAD_MAX` and its like."""

HEADLINE_MAX = 120
"""The bold first line; Slack's header takes 150 characters, names of services filled in."""

LABEL_MAX = 40
"""A button or a heading of one line; Slack takes 75 characters on a button, Discord 80."""

TITLE_MAX = 24
"""The title of a form, and its buttons, in Slack; Discord takes 45 characters."""

COMMAND_MAX = 32
"""What a command is called in Discord."""

DESCRIBED_MAX = 100
"""What Discord shows beside a command, and beside what is typed into it."""

QUOTE_MAX = 600
"""The one sentence of an entry that stands below urgent guidance."""


def displayed_length(text: str) -> int:
    """Return the length of a text where it counts most: escaped, and in UTF-16 units.

    Slack counts `&` as `&amp;`, `<` and `>` as `&lt;` and `&gt;`; Discord counts characters, but a
    backslash goes before each of its markdown signs.
    """
    slack = len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
    discord = len(text) + sum(text.count(sign) for sign in "\\*_~`|>#-[]()@:<")
    # The strictest of Discord's clients counts an emoji as two.
    wide = sum(character > "\uffff" for character in text)
    return max(slack, discord) + wide
