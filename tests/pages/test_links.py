"""A link of the site that leads nowhere is found, and one that leads somewhere is not named."""

from __future__ import annotations

import posixpath
from html import escape
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.pages.links import Links
from drafting.pages.page import way

FILES = frozenset({"assets/site.css", "town/crest.png", "town/downloads/redline.docx"})
PAGES = {
    "": '<main id="main"></main>',
    "town/": '<main id="main"></main>',
    "town/part_1/": '<h1 id="part_1"><b>One</b></h1><p id="para é">x</p>',
    "town/part_1/sec/": '<h1 id="sec">Two</h1>',
}


def problems(url: str, page: str) -> list[str]:
    links = Links()
    for address, other in PAGES.items():
        links.read(address, other)
    links.read(url, page)
    return list(links.problems(FILES))


def link(target: str) -> str:
    return f'<p><a class="x" href="{escape(target)}">x</a></p>'


@pytest.mark.parametrize(
    "target",
    [
        "#here", "./", "", "../", "../../", "../../#main", "../part_1/#para%20%C3%A9", "?q=1#here",
        "../part_1/sec/", "../part_1/sec/../#part_1", "../crest.png", "../../assets/site.css", "..",
        "https://www.legislation.gov.uk/#nothing", "mailto:clerk@town.example",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_not_named(target: str) -> None:
    assert problems("town/new/", f'<p id="here">{link(target)}</p>') == []


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("#there", "no such place"),
        ("../part_1/#sec", "no such place"),
        ("../part_2/", "no such page"),
        ("../part_1", "no such page"),
        ("../Crest.png", "no such page"),
        ("../../../other/", "out of the site"),
        ("/town/", "away from the folder"),
        ("//elsewhere.example/x.js", "away from the folder"),
        ("javascript:alert(1)", "no link of the web"),
        ("JavaScript:alert(1)", "no link of the web"),
        ("file:///etc/passwd", "no link of the web"),
        ("data:text/html,x", "no link of the web"),
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_its_page(target: str, told: str) -> None:
    (found,) = problems("town/new/", link(target))
    assert found.startswith("the page “town/new/” has a link to")
    assert f"“{target}”" in found
    assert told in found


def test_pictures_scripts_and_styles_are_links_too() -> None:
    page = '<link href="../a.css"><script src="../a.js"></script><img alt="" src="../a.png">'
    assert len(problems("town/", page)) == 3


def test_an_id_that_stands_twice_is_named() -> None:
    assert problems("town/new/", '<p id="a">x</p><p id="b">x</p><p id="a">x</p>') == [
        "the page “town/new/” has the id “a” more than once"
    ]


def test_what_a_page_says_is_no_link() -> None:
    said = escape('<a href="nowhere/"> id="a" id="a"')
    assert problems("town/new/", f"<p>{said}</p>") == []


STEPS = st.lists(st.text("ab é&", min_size=1, max_size=3), max_size=3)


@given(STEPS, STEPS, st.sampled_from(["", "#one", "#two"]))
def test_the_way_between_two_pages_is_followed_as_a_browser_follows_it(
    start: list[str], end: list[str], fragment: str
) -> None:
    here, there = ("".join(f"{quote(step)}/" for step in steps) for steps in (start, end))
    links = Links()
    target = way(here, there + fragment)
    plain_here, plain_there = ("".join(f"{step}/" for step in steps) for steps in (start, end))
    links.read(plain_there, '<p id="one"></p>')
    links.read(plain_here, f'<p id="one"></p><a href="{escape(target)}">x</a>')
    assert len(list(links.problems(()))) == (1 if fragment == "#two" else 0)
    joined = posixpath.normpath(posixpath.join("/", here, target.partition("#")[0]))
    assert joined == posixpath.normpath(f"/{there}")
