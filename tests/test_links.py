"""Where an address begins and ends in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.links import with_links


def marked(text: str) -> str:
    return with_links(text, plain=str.upper, link="«{}»".format)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://www.nhs.uk/conditions or call", "SEE «https://www.nhs.uk/conditions» OR CALL"),
        ("see https://www.nhs.uk/conditions.", "SEE «https://www.nhs.uk/conditions»."),
        ("(https://a.b/c), or http://d.e!", "(«https://a.b/c»), OR «http://d.e»!"),
        ("https://a.b/c_(d)", "«https://a.b/c_(d)»"),
        ("https://a.b/?c=1&d=2#e", "«https://a.b/?c=1&d=2#e»"),
        ("[label](https://a.b)", "[LABEL](«https://a.b»)"),
        ("**https://a.b**", "**«https://a.b»**"),
        ("<https://a.b|c>", "<«https://a.b»|C>"),
        ("HTTPS://A.B", "«HTTPS://A.B»"),
        ("https://", "HTTPS://"),
        ("https://…", "HTTPS://…"),
        ("xhttps://a.b", "XHTTPS://A.B"),
        ("ftp://a.b and www.a.b", "FTP://A.B AND WWW.A.B"),
        ("", ""),
    ],
)
def test_an_address_is_found_and_nothing_around_it(text: str, expected: str) -> None:
    assert marked(text) == expected


@given(st.lists(st.sampled_from([*"ab .:/()<>|*", "https://"])))
def test_nothing_of_a_text_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    assert with_links(text, plain=str, link=str) == text
