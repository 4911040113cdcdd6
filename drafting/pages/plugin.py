"""The plugin that makes the pages of the site: virtual files in MkDocs, nothing on disk.

MkDocs finds it under the name `drafting`. It lists every page in `on_files`; what a page shows is
worked out when it is written. ProperDocs, the fork of MkDocs, runs it as it is.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from drafting.findings import Refusal
from drafting.pages.links import Links
from drafting.pages.page import Page, up
from drafting.pages.site import POLICY, SEARCH_POLICY, CouncilFrame, Site, read_site

_log = get_plugin_logger("drafting")


class Settings(Config):
    """What `mkdocs.yml` says of the plugin: the workspaces to publish, from the file's folder."""

    workspaces = option.ListOfItems(option.Type(str), default=[])
    demonstration = option.Type(bool, default=False)


class _GeneratedPage(MkDocsPage):
    """A page that needs no Markdown: its template has all."""

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(made.title, file, config)
        self.template = made.template

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = "", {"template": self.template}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""


class DraftingPlugin(BasePlugin[Settings]):
    """Adds the pages of each workspace to the site; `site` is set where it is read already."""

    site: Site | None = None

    def __init__(self) -> None:
        self.links = Links()
        self.files: frozenset[str] = frozenset()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and draft the workspaces. Raises `PluginError` with what is wrong in them."""
        if self.site is not None:
            return config
        here = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        folders = [here / each for each in self.config.workspaces]
        try:
            self.site = read_site(
                folders, demonstration=self.config.demonstration, progress=_log.debug
            )
        except Refusal as refusal:
            told = "\n".join(str(finding) for finding in refusal.findings)
            raise PluginError(f"the site cannot be made:\n{told}") from None
        return config

    @property
    def read(self) -> Site:
        """The site that is built. Raises `PluginError` before it is read."""
        if self.site is None:
            raise PluginError("the site is not read yet")
        return self.site

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Warn of links that lead nowhere; make the index of the search if Pagefind is there."""
        for problem in self.links.problems(self.files):
            _log.warning(problem)
        if find_spec("pagefind") is None:
            _log.info("No search: Pagefind is not installed.")
            return
        told = subprocess.run(  # noqa: S603 - the program's own Python, and a folder of its own
            [sys.executable, "-m", "pagefind", "--site", config.site_dir],
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            _log.warning("The index of the search was not made: %s", told.stderr.strip())

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page and file of the workspaces to those of the site."""
        for page in self.read.pages.pages.values():
            file = File.generated(config, f"{page.url}index.md", content="")
            files.append(file)
            _GeneratedPage(page, file, config)
        for asset in self.read.pages.assets.values():
            files.append(File.generated(config, asset.url, content=asset.data))
        return files

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Gather the links of a page as it is written."""
        self.links.read("" if page.url == "./" else page.url, output)
        return output

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Escape whatever a template prints, and keep the addresses of all that is no page."""
        self.files = frozenset(file.dest_uri for file in files if not file.is_documentation_page())
        self.links.pages.clear()
        env.autoescape = True
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Tell the page for an address that is not there what it shows: it stands anywhere."""
        root = urlsplit(config.site_url or "/").path
        told = {"up": root, "url": template_name, "policy": POLICY, "title": "Page not found"}
        return cast(TemplateContext, {**context, **told, "crumbs": (), "searched": False})

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Any
    ) -> TemplateContext:
        """Tell the template of a page what it shows."""
        url = "" if page.url == "./" else page.url
        made = self.read.pages.pages.get(url)
        policy = SEARCH_POLICY if made and made.template == "search.html" else POLICY
        told = {"up": up(url), "url": url, "policy": policy, "canonical": page.canonical_url}
        own = self._told(made) if made else {"title": page.title, "crumbs": (), "searched": True}
        return cast(TemplateContext, {**context, **told, **own})

    def _told(self, page: Page) -> Mapping[str, Any]:
        frame: CouncilFrame | None = None
        if page.council is not None:
            frame = self.read.frames[page.council]
        return {
            "title": page.title,
            "crumbs": page.crumbs,
            "council": frame,
            "searched": page.searched,
            "describes": page.describes,
            **page.view(),
        }
