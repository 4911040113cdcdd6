"""The built site in Chromium: accessible, by keyboard too, in print and without colour."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from pages.built_site import COUNCILS, addresses, with_changes
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

WIDTHS = (1280, 390)
NARROWEST = 320  # to which a page must reflow: WCAG 2.2, success criterion 1.4.10
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHANGES = "constitution/part_5/sec_protocol-on-member-officer-relations/changes/"
PENFOLD = f"penfold-and-wray/{CHANGES}"
_AXE = """tags => axe.run(document, {resultTypes: ['violations'],
  runOnly: {type: 'tag', values: tags}}).then(found =>
  found.violations.map(each => `${each.id}: ${each.nodes[0].html}`))"""
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@cache
def axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@contextmanager
def opened(chromium: Browser, address: str, **options: Any) -> Generator[Page]:
    context = chromium.new_context(**options)
    try:
        page = context.new_page()
        page.goto(address)
        yield page
    finally:
        context.close()


def check(chromium: Browser, address: str, pages: list[str]) -> list[str]:
    """Return what axe finds on some pages at either width, and which do not reflow."""
    found: list[str] = []
    # axe is put into the page, which the policy of the site forbids: it is passed by for that.
    context = chromium.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        for each in pages:
            page.goto(address + each)
            page.evaluate(axe())
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"{each} at {width}: {told}" for told in page.evaluate(_AXE, TAGS)]
            page.set_viewport_size({"width": NARROWEST, "height": 900})
            if page.evaluate(_TOO_WIDE):
                found.append(f"{each} at {NARROWEST}: the page scrolls sideways")
    finally:
        context.close()
    return found


@pytest.mark.parametrize("council", COUNCILS)
def test_every_page_with_changes_meets_wcag(
    council: str, site: Path, address: str, chromium: Browser
) -> None:
    pages = with_changes(site, council)
    assert len(pages) > 10
    assert check(chromium, address, pages) == []


def test_each_kind_of_page_meets_wcag(site: Path, address: str, chromium: Browser) -> None:
    own = [
        each
        for each in addresses(site)
        if each.startswith("penfold-and-wray/") and not each.endswith(("/changes/", "beside/"))
    ]
    # One of each kind: pages of one template are told by the steps of their addresses.
    kinds = {tuple(step for step in each.split("/")[1:3]): each for each in own}
    general = [each for each in addresses(site) if each.split("/")[0] not in COUNCILS][:12]
    assert check(chromium, address, [*kinds.values(), *general]) == []


def test_a_keyboard_reaches_every_change(address: str, chromium: Browser) -> None:
    with opened(chromium, address + PENFOLD) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        bars = page.locator(".change").count()
        assert bars > 5
        reached: list[str] = []
        outlines: set[str] = set()
        for _ in range(600):
            page.keyboard.press("Tab")
            told = page.evaluate(
                """() => { const at = document.activeElement; const bar = at.closest('.change');
                const outline = getComputedStyle(at).outlineStyle;
                return [bar ? bar.id : '', outline, at === document.body] }"""
            )
            if told[2]:
                break
            outlines.add(told[1])
            if told[0] and told[0] not in reached:
                reached.append(told[0])
        assert reached == [f"c{number}" for number in range(1, bars + 1)]
        assert "none" not in outlines


def test_next_and_previous_lead_through_the_changes(address: str, chromium: Browser) -> None:
    with opened(chromium, address + PENFOLD) as page:
        bars = page.locator(".change").count()
        page.get_by_role("link", name="First change").click()
        for number in range(2, bars + 1):
            page.locator(f"#c{number - 1}").get_by_role("link", name="Next change").click()
            assert page.url.endswith(f"#c{number}")
        page.locator(f"#c{bars}").get_by_role("link", name="Previous change").click()
        assert page.url.endswith(f"#c{bars - 1}")


def shown(page: Page, selector: str) -> dict[str, str]:
    """Return how the first of some elements looks, and the words before it."""
    return page.evaluate(
        """selector => { const one = document.querySelector(selector);
        const own = getComputedStyle(one), before = getComputedStyle(one, '::before');
        return {line: own.textDecorationLine, words: before.content,
                hidden: before.position === 'absolute' ? 'yes' : 'no'} }""",
        selector,
    )


def test_a_switch_says_what_comes_and_goes_in_words(address: str, chromium: Browser) -> None:
    with opened(chromium, address + PENFOLD, java_script_enabled=True) as page:
        assert shown(page, "main ins") == {
            "line": "underline",
            "words": '" [inserted: "',
            "hidden": "yes",
        }
        page.get_by_label("in words").check()
        assert shown(page, "main ins")["hidden"] == "no"
        assert shown(page, "main del") == {
            "line": "line-through",
            "words": '" [deleted: "',
            "hidden": "no",
        }


def test_print_always_has_the_words(address: str, chromium: Browser) -> None:
    with opened(chromium, address + PENFOLD) as page:
        page.emulate_media(media="print")
        assert shown(page, "main ins")["hidden"] == "no"
        assert shown(page, "main del")["words"] == '" [deleted: "'
        assert not page.locator("body > header").is_visible()
        assert not page.locator(".views").is_visible()


def test_forced_colours_keep_the_lines(address: str, chromium: Browser) -> None:
    with opened(chromium, address + PENFOLD) as page:
        page.emulate_media(forced_colors="active")
        assert shown(page, "main ins")["line"] == "underline"
        assert shown(page, "main del")["line"] == "line-through"


def test_pages_can_be_read_without_scripts(address: str, chromium: Browser) -> None:
    with opened(chromium, address + PENFOLD, java_script_enabled=False) as page:
        assert page.get_by_role("heading", level=1).inner_text().startswith("Protocol on Member")
        page.get_by_role("link", name="Side by side", exact=True).click()
        assert page.url.endswith("/side-by-side/")
        page.get_by_role("link", name="A to Z").click()
        assert page.get_by_role("heading", level=1).inner_text() == "A to Z"


def test_the_search_finds_pages_of_the_council_alone(address: str, chromium: Browser) -> None:
    with opened(
        chromium, f"{address}harrowmere/search/", viewport={"width": 390, "height": 800}
    ) as page:
        problems: list[str] = []
        page.on(
            "console", lambda said: problems.append(said.text) if said.type == "error" else None
        )
        page.get_by_label("Words to look for").fill("call-in")
        page.get_by_role("button", name="Search").click()
        page.locator("#found li").first.wait_for()
        targets = page.eval_on_selector_all("#found a", "all => all.map(each => each.href)")
        assert targets
        assert all("/harrowmere/" in each for each in targets)
        assert problems == []


def test_no_page_asks_anything_of_another_server(
    site: Path, address: str, chromium: Browser
) -> None:
    with opened(chromium, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for each in (
            PENFOLD,
            "penfold-and-wray/numbers/diary/",
            "library/law/",
            "penfold-and-wray/search/",
        ):
            page.goto(address + each)
        assert [each for each in asked if not each.startswith(address)] == []
        assert site.is_dir()
