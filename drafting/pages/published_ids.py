"""The ids that a council's site has published: none of them may ever lead nowhere.

`published-ids.json` in the workspace lists them, each with the words by which its provision was
last cited. `drafting site` writes it once a site is built; every build reads it, if it is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from drafting.findings import Refusal, error
from drafting.workspace import PUBLISHED, Workspace

FORMAT = "drafting/published-ids/1"
_LARGEST = 20_000_000  # bytes
_NAMED = 5  # ids that one message names
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")


@dataclass(frozen=True)
class PublishedIds:
    """Permanent ids that were published, with the citation of each.

    `ids` were those of a constitution that stood; `proposed` were proposed only, and may have come
    to nothing.
    """

    ids: Mapping[str, str] = field(default_factory=dict[str, str])
    proposed: Mapping[str, str] = field(default_factory=dict[str, str])

    def with_more(self, ids: Mapping[str, str], proposed: Mapping[str, str]) -> PublishedIds:
        """Return these with what a site publishes now."""
        stood = {**self.ids, **ids}
        waiting = {**self.proposed, **proposed}
        return PublishedIds(
            stood, {each: cited for each, cited in waiting.items() if each not in stood}
        )

    def as_json(self) -> bytes:
        """Return the file, the same bytes for the same ids."""
        record = {
            "format": FORMAT,
            "ids": dict(sorted(self.ids.items())),
            "proposed": dict(sorted(self.proposed.items())),
        }
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def read_published_ids(workspace: Workspace) -> PublishedIds:
    """Return the ids that a workspace's site has published; none if it keeps no list.

    Raises `Refusal` when the list is not one.
    """
    path = workspace.published
    if not path.exists():
        return PublishedIds()
    wrong = Refusal(
        error(
            "this is not the list of published ids.",
            where=PUBLISHED,
            remedy="Put it back as `drafting site` wrote it.",
        )
    )
    try:
        if path.stat().st_size > _LARGEST:
            raise wrong
        read: Any = json.loads(path.read_bytes())
        if read["format"] != FORMAT:
            raise wrong
        return PublishedIds(_ids(read["ids"]), _ids(read["proposed"]))
    except (ValueError, KeyError, TypeError, RecursionError, OSError):
        raise wrong from None


def _ids(read: Any) -> dict[str, str]:
    if not isinstance(read, dict):
        raise TypeError
    found = cast(dict[str, Any], read)
    if not all(_ID.fullmatch(each) and isinstance(said, str) for each, said in found.items()):
        raise ValueError
    return found


def refuse_lost(before: PublishedIds, now: Mapping[str, str]) -> None:
    """Raise `Refusal` when an id that was published would lead nowhere; `now` are all there are."""
    lost = [f"{each} ({said})" for each, said in before.ids.items() if each not in now]
    if not lost:
        return
    told = "; ".join(lost[:_NAMED]) + (f"; and {len(lost) - _NAMED} more" if lost[_NAMED:] else "")
    plural = "id that was" if len(lost) == 1 else "ids that were"
    raise Refusal(
        error(
            f"{len(lost)} {plural} published would lead nowhere: {told}.",
            where=PUBLISHED,
            remedy="Keep the constitution that had them in a folder of versions/. If they were "
            f"published by mistake, take their lines out of {PUBLISHED}.",
        )
    )
