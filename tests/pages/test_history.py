"""The history of the example's constitution on its site: versions, ids that lead on, a feed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import pytest
from example_council import EXAMPLE, make_workspace
from lxml import html

from drafting.findings import Refusal
from drafting.pages.build import build_site
from drafting.pages.council_reading import CouncilReading, read_council_for_pages
from drafting.pages.history_pages import add_history
from drafting.pages.page import Pages
from drafting.pages.published_ids import PublishedIds
from drafting.pages.text_pages import Text, add_text, constitution_of

pytestmark = pytest.mark.slow

ARTICLE = "part_2__sec_articles-of-the-constitution__art_7__para_7-10"
GONE = "part_4__sec_council-procedure-rules__rule_21__para_21-3"
VERSIONS = ("2025-04-01", "2025-04-14", "2025-05-20")


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> CouncilReading:
    """The example council, read and drafted for its pages."""
    folder = make_workspace(tmp_path_factory.mktemp("history") / EXAMPLE)
    return read_council_for_pages(folder, "", lambda stage: None)


@pytest.fixture(scope="module")
def text(reading: CouncilReading) -> Text:
    return constitution_of(reading)


@pytest.fixture(scope="module")
def pages(reading: CouncilReading, text: Text) -> Pages:
    """The pages of its constitution and of its history."""
    found = Pages()
    add_text(found, text)
    add_history(found, reading, text)
    return found


def view(pages: Pages, url: str) -> Mapping[str, Any]:
    return pages.pages[url].view()


def shown(pages: Pages, url: str) -> str:
    """Return the text of a page as markup."""
    return "\n".join(str(item["line"]) for item in view(pages, url)["items"] if "line" in item)


def going(pages: Pages, identity: str) -> str:
    """Return where the permanent address of a provision leads, from the root of the site."""
    said = pages.assets[f"id/{identity}/index.html"].data.decode()
    (there,) = re.findall(r'content="0; url=\.\./\.\./([^"]+)"', said)
    return there


def test_every_id_that_ever_was_leads_to_an_anchor_that_is_there(
    pages: Pages, reading: CouncilReading
) -> None:
    @cache
    def anchors(url: str) -> frozenset[str]:
        told = view(pages, url)
        whole = "\n".join(map(str, (told.get("anchor", ""), *told.get("items", ()))))
        return frozenset([told.get("anchor", ""), *re.findall(r'id="([^"]+)"', whole)])

    ids = {identity for each in reading.made.draft.following.ids for identity in each}
    for version in reading.found.past.versions:
        ids |= {*version.constitution.ids}
    for identity in sorted(ids - {""}):
        url, _, fragment = going(pages, identity).partition("#")
        assert fragment == identity
        assert identity in anchors(url), identity


def test_an_id_leads_to_its_provision_under_the_number_that_it_has_now(
    pages: Pages, text: Text
) -> None:
    assert going(pages, ARTICLE) == text.place(ARTICLE)
    said = pages.assets[f"id/{ARTICLE}/index.html"].data.decode()
    assert "<h1>Article 7.11</h1>" in said


def test_an_id_of_what_is_gone_leads_to_the_last_version_that_had_it_which_says_so(
    pages: Pages,
) -> None:
    there, _, _ = going(pages, GONE).partition("#")
    assert there.startswith("history/2025-04-01/")
    assert f'id="{GONE}"' in shown(pages, there)
    assert "No longer in the constitution." in shown(pages, there)
    said = pages.assets[f"id/{GONE}/index.html"].data.decode()
    assert "It is no longer in the constitution. It stood until 13 April 2025." in said


def test_a_page_that_leads_on_has_no_script_and_is_not_indexed(pages: Pages) -> None:
    said = pages.assets[f"id/{GONE}/index.html"].data.decode()
    root = html.fromstring(said)
    assert root.xpath("//script | //style | //@style | //@onload") == []
    assert root.xpath("string(//meta[@name='robots']/@content)") == "noindex"
    assert root.xpath("string(//link[@rel='canonical']/@href)") == "../../" + going(pages, GONE)
    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert "default-src 'none'" in policy


def test_every_page_of_a_version_says_what_it_is_and_is_not_found_by_the_search(
    pages: Pages,
) -> None:
    for url, page in pages.pages.items():
        day = next((each for each in VERSIONS if url.startswith(f"history/{each}/")), None)
        if day is None or page.template == "between.html":
            continue
        told = page.view()
        assert not page.searched
        assert [each.title for each in page.crumbs[:2]] == ["Home", "History"]
        if day == VERSIONS[-1]:
            assert "in force from 20 May 2025" in told["kept"]
            assert "not_current" not in told
        else:
            assert "It stood from" in told["not_current"]


def test_a_version_says_where_a_provision_stands_now_if_it_reads_otherwise(pages: Pages) -> None:
    url, _, _ = going(pages, ARTICLE).partition("#")
    section = url.removeprefix("constitution/")
    said = shown(pages, f"history/2025-04-14/{section}")
    assert re.search(r'Now: <a href="[^"]+para_7-10">Article 7\.11</a>', said)
    assert "Now:" not in shown(pages, f"history/2025-05-20/{section}")


def test_the_days_of_the_versions_leave_no_gap_and_the_last_is_in_force(pages: Pages) -> None:
    rows = view(pages, "history/")["versions"]
    assert [(row["start"], row["end"]) for row in rows] == [
        ("2025-05-20", ""),
        ("2025-04-14", "2025-05-19"),
        ("2025-04-01", "2025-04-13"),
    ]
    assert [row["stands"] for row in rows] == [True, False, False]


def test_what_changed_between_two_versions_is_marked_word_by_word(pages: Pages) -> None:
    told = view(pages, "history/2025-05-20/changes/")
    said = {group["title"]: "\n".join(map(str, group["lines"])) for group in told["groups"]}
    assert "<del>250,000</del><ins>500,000</ins>" in said["Articles of the Constitution"]
    assert "How to use the summary" in said["Summary of who may decide"]
    earlier = view(pages, "history/2025-04-14/changes/")
    assert (earlier["came"], earlier["gone"]) == (22, 17)


def test_the_feed_is_valid_and_tells_of_the_proposal_and_of_each_adoption(pages: Pages) -> None:
    feed = feedparser.parse(pages.assets["amendments.xml"].data)
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert [entry.id.rsplit("/", 1)[1] for entry in feed.entries] == ["2027-05-18", *VERSIONS[::-1]]
    updated = [entry.updated[:10] for entry in feed.entries]
    assert updated == ["2027-05-07", *VERSIONS[::-1]]
    assert feed.feed.updated[:10] == max(updated)
    ids = [feed.feed.id, *(entry.id for entry in feed.entries)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"tag:example\.invalid,2026:penfold-wray-council/\S+", e) for e in ids)
    for entry in feed.entries:
        assert entry.link in pages.pages or entry.link == "changes/"
        assert entry.summary.startswith("<p>")


def test_the_same_workspace_gives_the_same_history(reading: CouncilReading, text: Text) -> None:
    twice: list[dict[str, bytes]] = []
    for _ in range(2):
        made = Pages()
        add_history(made, reading, text)
        twice.append({url: asset.data for url, asset in made.assets.items()})
    assert twice[0] == twice[1]


def test_a_published_id_that_would_lead_nowhere_stops_the_build(
    reading: CouncilReading, text: Text
) -> None:
    lost = PublishedIds({"para_99": "Rule 99"}, {"never__1": "Rule 98"})
    reading.workspace.write_published(lost.as_json())
    try:
        with pytest.raises(Refusal, match="1 id that was published would lead nowhere: para_99"):
            add_history(Pages(), reading, text)
        only = PublishedIds({}, lost.proposed)
        reading.workspace.write_published(only.as_json())
        made = Pages()
        assert add_history(made, reading, text).proposed["never__1"] == "Rule 98"
        said = made.assets["id/never__1/index.html"].data.decode()
        assert "no longer proposed" in said
        assert "refresh" not in said
    finally:
        reading.workspace.published.unlink()


def test_building_a_site_keeps_the_list_of_its_ids_and_loses_none_of_them(tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / EXAMPLE)
    build_site(folder, lambda stage: None)
    listed = (folder / "published-ids.json").read_bytes()
    assert GONE.encode() in listed
    site = folder / "out" / "site"
    assert (site / "id" / GONE / "index.html").is_file()
    # Without the versions, what only they have would be lost: the site that was there stays.
    for path in sorted((folder / "versions").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with pytest.raises(Refusal, match="published would lead nowhere"):
        build_site(folder, lambda stage: None)
    assert (site / "id" / GONE / "index.html").is_file()
    assert (folder / "published-ids.json").read_bytes() == listed
