"""All that the pages of one council are made from: its workspace, drafted, and read as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from drafting.commands.council import Drafted, drafted
from drafting.commands.ready import Ready, ready
from drafting.commands.result import Progress
from drafting.configuration.council import Council
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Refusal, error
from drafting.library.clauses import Library
from drafting.pages.published_text import PublishedText, published_text
from drafting.publication.accounts import Account
from drafting.publication.consequential import ConsequentialAccount
from drafting.rules.leaving import leaving_of_each
from drafting.rules.selection import Choice
from drafting.workspace import Workspace, open_workspace

_PLAIN = re.compile(r"[^a-z0-9]+")
_LARGEST_CREST = 200_000  # bytes
_PICTURES = {
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".webp": b"RIFF",
}


@dataclass(frozen=True, repr=False)
class CouncilReading:
    """A council to be published. `root` is where its pages stand: “” or “penfold-and-wray/”."""

    root: str
    found: Ready
    made: Drafted
    text: PublishedText
    crest: bytes

    @property
    def council(self) -> Council:
        """What its `council.yaml` says."""
        return self.found.configuration.council

    @property
    def workspace(self) -> Workspace:
        """Its folder."""
        return self.found.facts.workspace

    @property
    def library(self) -> Library:
        """The library, with what the council has of its own."""
        return self.found.facts.library

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts that the rules know."""
        return self.found.facts.councils.vocabulary

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What stands in each slot of each protocol, and why."""
        assembly = self.found.facts.assembly
        return assembly.selection.choices if assembly else ()

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """Each change by id, those to protocols outside the constitution among them."""
        drafts = [self.made.draft, *(each.draft for each in self.made.outside)]
        return {each.change.id: each for draft in drafts for each in draft.accounts}

    @cached_property
    def consequential(self) -> Mapping[str, ConsequentialAccount]:
        """Each consequential change by id."""
        return {each.change.id: each for each in self.made.draft.following.accounts}

    @cached_property
    def standing(self) -> Mapping[str, int]:
        """The block of each permanent id of the current constitution."""
        ids = self.made.draft.following.ids[0]
        return {identity: block for block, identity in enumerate(ids) if identity}

    @cached_property
    def leaving(self) -> Mapping[str, tuple[str, ...]]:
        """For each clause that stands, what would take it out."""
        assembly = self.found.facts.assembly
        facts = assembly.facts if assembly else {}
        return leaving_of_each(self.library, facts, self.vocabulary)

    @cached_property
    def outside(self) -> Mapping[str, PublishedText]:
        """The texts of protocols that stand outside the constitution, by file."""
        return {each.file: published_text(each.draft) for each in self.made.outside}


def read_council_for_pages(folder: Path, root: str, progress: Progress) -> CouncilReading:
    """Read and draft a workspace for its pages; nothing is written.

    Raises `Refusal` when anything is wrong with it.
    """
    workspace = open_workspace(folder)
    found = ready(folder, progress)
    crest = _crest(workspace, found.configuration.council.site.crest)
    made = drafted(found, found.plan, None, progress)
    return CouncilReading(root, found, made, published_text(made.draft), crest)


def _crest(workspace: Workspace, name: str) -> bytes:
    """Return the picture beside the council's name; nothing if it has none."""
    if not name:
        return b""
    path = workspace.folder / name
    where = {"where": str(path), "remedy": "Put a small PNG, JPEG or WebP picture there."}
    try:
        data = path.read_bytes()
    except OSError:
        raise Refusal(error("site.crest names a file that is not there.", **where)) from None
    if not data.startswith(_PICTURES[path.suffix.lower()]):
        raise Refusal(error("the crest is not the picture that its name says it is.", **where))
    if len(data) > _LARGEST_CREST:
        raise Refusal(error("the crest is larger than 200 KB.", **where))
    return data


def slug(name: str) -> str:
    """Return a name as one step of an address."""
    return _PLAIN.sub("-", name.casefold()).strip("-") or "x"
