"""The playground by keyboard, on a phone, in the dark, and with a screen reader; what can be computed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from driving import Person
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SAFE = "Is it safe to use prolotherapy for neck pain?"

CONTROLS = {"button", "combobox", "textbox", "link", "option", "log", "region", "dialog", "group", "progressbar"}

CONTRASTS = """() => {
  const parse = (text) => {
    const found = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith("color(srgb") ? [...found.slice(0, 3).map((v) => v * 255), found[3] ?? 1] : [...found.slice(0, 3), found[3] ?? 1];
  };
  const over = (top, below) => top.slice(0, 3).map((v, i) => v * top[3] + below[i] * (1 - top[3]));
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const element = node.parentElement;
    const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!node.data.trim() || !shown || element.closest("noscript, option, .skip")) continue;
    const style = getComputedStyle(element);
    let opacity = 1;
    for (let e = element; e; e = e.parentElement) opacity *= Number(getComputedStyle(e).opacity);
    const behind = ground(element);
    const colour = parse(style.color);
    const [a, b] = [light(over([...colour.slice(0, 3), colour[3] * opacity], behind)), light(behind)].sort((x, y) => y - x);
    found.push({ text: node.data.trim().slice(0, 50), ratio: (a + 0.05) / (b + 0.05), class: element.className });
  }
  return found;
}"""


def _fill_both(person: Person) -> None:
    for pane in (person.slack, person.discord):
        pane.ask(f"@prolobot {SAFE}")
        pane.ask("@prolobot I can't breathe since the injection")
        pane.ask("/prolo")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(person: Person, theme: Any) -> None:
    person.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    _fill_both(person)
    measured = person.page.evaluate(CONTRASTS)
    person.why(person.slack.replies.last)
    expect(person.page.locator("#why pre").first).to_be_attached()
    measured += person.page.evaluate(CONTRASTS)
    assert len(measured) > 60
    assert [each for each in measured if each["ratio"] < 4.5] == []


def test_everything_one_can_use_has_a_name(person: Person) -> None:
    _fill_both(person)
    person.slack.field.press_sequentially("@")
    expect(person.slack.completions.first).to_be_visible()
    client = person.page.context.new_cdp_session(person.page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    used = [each for each in nodes if not each["ignored"] and each["role"]["value"] in CONTROLS]
    assert {"button", "combobox", "option", "log"} <= {each["role"]["value"] for each in used}
    assert [each for each in used if not each.get("name", {}).get("value")] == []


def test_new_messages_are_announced_and_every_id_is_used_once(person: Person) -> None:
    for pane in (person.slack, person.discord):
        expect(pane.root.get_by_role("log")).to_have_attribute("aria-live", "polite")
    doubled = person.page.evaluate(
        "() => [...document.querySelectorAll('[id]')].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i)"
    )
    assert doubled == []
    assert person.page.locator("h1").count() == 1
    assert person.page.locator("html").get_attribute("lang") == "en"


def test_everything_can_be_done_from_the_keyboard(person: Person) -> None:
    keyboard = person.page.keyboard
    slack = person.slack
    keyboard.press("Tab")
    expect(person.page.get_by_role("link", name="Write on Slack")).to_be_focused()
    keyboard.press("Enter")
    expect(slack.field).to_be_focused()
    keyboard.type("@pro")
    expect(slack.completions).to_have_count(1)
    keyboard.press("Enter")
    expect(slack.field).to_have_value("@prolobot ")
    keyboard.type("is prolotherapy safe for neck pain?")
    reply = slack.after(lambda: keyboard.press("Enter"))
    expect(slack.field).to_be_focused()
    for _ in range(40):
        keyboard.press("Shift+Tab")
        if reply.locator(".why-button").evaluate("e => e === document.activeElement"):
            break
    expect(reply.locator(".why-button")).to_be_focused()
    assert reply.locator(".why-button").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    keyboard.press("Enter")
    drawer = person.page.get_by_role("dialog")
    expect(drawer.get_by_role("button", name="Close")).to_be_focused()
    keyboard.press("Escape")
    expect(reply.locator(".why-button")).to_be_focused()


def test_a_phone_shows_one_platform_at_a_time_and_nothing_beside_the_screen(person: Person) -> None:
    _fill_both(person)
    person.page.set_viewport_size({"width": 360, "height": 740})
    for name, shown, hidden in (
        ("Slack", person.slack, person.discord),
        ("Discord", person.discord, person.slack),
    ):
        person.page.get_by_role("navigation").get_by_role("button", name=name).click()
        expect(shown.root).to_be_visible()
        expect(hidden.root).to_be_hidden()
        assert person.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert shown.root.locator(".scroll").evaluate("e => e.scrollWidth - e.clientWidth") == 0
        person.why(shown.replies.last)
        assert person.page.locator("#why").evaluate("e => e.scrollWidth - e.clientWidth") == 0
        person.page.keyboard.press("Escape")


def test_the_theme_follows_the_system_until_someone_chooses(person: Person) -> None:
    def ground() -> str:
        return str(person.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    person.page.emulate_media(color_scheme="dark")
    dark = ground()
    person.page.emulate_media(color_scheme="light")
    light = ground()
    assert dark != light
    person.page.get_by_role("button", name="Theme: automatic").click()
    person.page.get_by_role("button", name="Theme: light").click()
    assert ground() == dark
    person.page.reload()
    assert ground() == dark


def test_nothing_moves_for_people_who_asked_for_less_motion(person: Person) -> None:
    person.page.emulate_media(reduced_motion="reduce")
    person.why(person.slack.ask(f"@prolobot {SAFE}"))
    assert person.page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize(
    ("module", "text", "drawn"),
    [
        ("mrkdwn", "*b* _i_ ~s~ `c`", "<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>"),
        ("mrkdwn", "a&lt;b&gt; &amp;amp;", "a&lt;b&gt; &amp;amp;"),
        ("mrkdwn", "2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("mrkdwn", "<@1> <!here>", '<span class="mention">@Ada</span> <span class="mention loud">@here</span>'),
        ("mrkdwn", "<javascript:alert(1)|x>", "<span>x</span>"),
        ("mrkdwn", "&gt; said\nthen", "<blockquote>said</blockquote>then"),
        (
            "mrkdwn",
            "<https://example.org|here> :rotating_light:",
            '<a href="https://example.org" target="_blank" rel="noopener noreferrer">here</a> 🚨',
        ),
        ("markdown", "**b** *i* __u__ ~~s~~", "<strong>b</strong> <em>i</em> <u>u</u> <s>s</s>"),
        ("markdown", r"\*not\* \<@1\> \[a\]\(b\)", "*not* &lt;@1&gt; [a](b)"),
        ("markdown", r"**1\.** 2\*3", "<strong>1.</strong> 2*3"),
        ("markdown", "<@1> snake_case_name", '<span class="mention">@Ada</span> snake_case_name'),
        ("markdown", "> said", "<blockquote>said</blockquote>"),
        ("markdown", "[x](javascript:alert)", "[x](javascript:alert)"),
        (
            "markdown",
            "[here](<https://example.org>)",
            '<a href="https://example.org" target="_blank" rel="noopener noreferrer">here</a>',
        ),
    ],
)
def test_markup_is_drawn_as_the_platforms_draw_it(drawing: Page, module: str, text: str, drawn: str) -> None:
    script = """async ([module, text]) => {
      const draw = (await import(`/static/${module}.js`))[module];
      const box = document.createElement("div");
      box.append(...draw(text, () => "Ada"));
      return box.innerHTML;
    }"""
    assert drawing.evaluate(script, [module, text]) == drawn
