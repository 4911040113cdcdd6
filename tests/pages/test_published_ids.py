"""The list of published ids: it only grows, and an id that would lead nowhere stops the build."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.findings import Refusal
from drafting.pages.permanent_addresses import permanent_address
from drafting.pages.published_ids import PublishedIds, read_published_ids, refuse_lost
from drafting.workspace import Workspace

IDS = st.text("abc-_1", min_size=1, max_size=4).map("p{}".format)
CITED = st.text(min_size=1, max_size=20)
LISTS = st.dictionaries(IDS, CITED, max_size=5)


def test_a_workspace_without_the_list_has_published_nothing(tmp_path: Path) -> None:
    assert read_published_ids(Workspace(tmp_path)) == PublishedIds()


@given(LISTS, LISTS, LISTS, LISTS)
def test_an_id_is_never_taken_off_the_list_and_one_that_stood_is_no_proposal(
    ids: dict[str, str], proposed: dict[str, str], more: dict[str, str], drafted: dict[str, str]
) -> None:
    before = PublishedIds().with_more(ids, proposed)
    after = before.with_more(more, drafted)
    assert {*ids, *more} == {*after.ids}
    assert {*ids, *proposed, *more, *drafted} == {*after.ids, *after.proposed}
    assert not {*after.ids} & {*after.proposed}


def test_the_list_is_read_as_it_was_written_and_is_written_only_when_it_changes(
    tmp_path: Path,
) -> None:
    workspace = Workspace(tmp_path)
    published = PublishedIds({"b": "Rule 2", "a": "Rule 1"}, {"c": "“Rule 3”"})
    workspace.write_published(published.as_json())
    assert read_published_ids(workspace) == published
    written = workspace.published.stat().st_mtime_ns
    workspace.write_published(published.as_json())
    assert workspace.published.stat().st_mtime_ns == written
    assert [each.name for each in tmp_path.iterdir()] == ["published-ids.json"]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "[]",
        '{"format": "drafting/published-ids/2", "ids": {}, "proposed": {}}',
        '{"format": "drafting/published-ids/1", "ids": {}}',
        '{"format": "drafting/published-ids/1", "ids": {"../x": "Rule 1"}, "proposed": {}}',
        '{"format": "drafting/published-ids/1", "ids": {"x": 1}, "proposed": {}}',
        '{"format": "drafting/published-ids/1", "ids": ["x"], "proposed": {}}',
    ],
)
def test_a_file_that_is_no_such_list_is_refused(tmp_path: Path, said: str) -> None:
    (tmp_path / "published-ids.json").write_text(said)
    with pytest.raises(Refusal, match=r"published-ids\.json: this is not the list"):
        read_published_ids(Workspace(tmp_path))


def test_an_id_that_was_published_and_would_lead_nowhere_is_refused_by_name() -> None:
    before = PublishedIds({f"para_{n}": f"Rule {n}" for n in range(8)}, {"maybe": "Rule 9"})
    refuse_lost(before, before.ids)  # what was only proposed may come to nothing
    with pytest.raises(Refusal, match=r"7 ids that were published .*: para_0 \(Rule 0\).* 2 more"):
        refuse_lost(before, {"para_7": "Rule 7"})


@given(st.text("abc_-", min_size=1, max_size=900))
def test_an_address_is_its_own_and_no_step_of_it_is_too_long_for_a_disk(identity: str) -> None:
    address = permanent_address("council/", identity)
    assert address.removeprefix("council/id/").replace("/", "") == identity
    assert max(map(len, address.split("/"))) <= 200
