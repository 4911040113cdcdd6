"""One built site and one browser for all the tests of the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import built_site
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the demonstration site, built. Tests only read it."""
    base = tmp_path_factory.getbasetemp()
    return built_site.built(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the demonstration site is served."""
    with built_site.served(site) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, running."""
    with built_site.browser() as found:
        yield found
