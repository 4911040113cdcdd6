"""What must agree between the sections of `council.yaml`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafting.configuration.reading import Configuration
from drafting.findings import Finding, Level

Reader = Callable[..., tuple[Configuration | None, list[Finding]]]

COALITION = (
    ("arrangement: minority-with-support", "arrangement: coalition"),
    ("groups: [labour]", "groups: [labour, independent-alliance]"),
    ("support: [independent-alliance]", "support: []"),
)
ROTATING = (
    ("arrangement: minority-with-support", "arrangement: shared-rotating"),
    *COALITION[1:],
)


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("seats: 27", "seats: 28", "total: 63", "ungrouped 6 and vacant 0 make 64"),
        ("support: [i", "support: [labour, i", "support: [labour", "both in the administration"),
        ("previous: [c", "previous: [conservative, c", "previous:", "twice"),
        ("leader_group: labour", "leader_group: labor", "leader_group", "no group “labor”"),
        ("leader_group: labour", "leader_group: conservative", "leader_group", "not in the admin"),
        ("deputy_group: labour", "deputy_group: conservative", "deputy_group", "not in the admin"),
        ("chair_group: conservative", "chair_group: liberal", "chair_group:", "no group “liberal”"),
        ("- id: conservative", "- id: labour", "- id: labour\n    name: Cons", "the id “labour”"),
        ("name: Conservative Group", "name: labour group", "name: labour group", "the name “lab"),
        ("- id: conservative", "- id: ungrouped", "- id: ungrouped", "members of no group"),
        ("labour: 8", "labour: 2", "cabinet:", "2 members with the leader; the law allows 3 to 10"),
        ("labour: 8", "labour: 10\n    ungrouped: 1", "cabinet:", "has 11 members"),
        ("labour: 8", "conservative: 8", "conservative: 8", "not in the administration"),
        ("dual_portfolios: []", "dual_portfolios: [{portfolio: P, leads: [labour, labour]}]",
         "dual_portfolios:", "both leads are from labour"),
        ("name: Anjali Thornbury", "name: MARIAN Oldcastle", "name: MARIAN", "same name"),
        ("title: Director of Finance", "title: Director of Law and Governance",
         "title: Director of Law", "chief finance officer have the same title"),
        ("Licensing Committee, seats: 12", "Licensing Committee, seats: 9",
         "name: Licensing", "requires 10 to 15"),
        ("name: Standards Committee", "name: Planning committee", "name: Planning c", "same name"),
        ("next: 2031-05-01", "next: 2026-05-01", "next: 2026", "is not after elections.last"),
        ("report_date: 2028-02-01", "report_date: 2028-03-01", "council_date", "not after budget"),
        ("governance_model: leader-and-cabinet", "governance_model: committee-system",
         "governance_model: c", "may still operate one"),
        ("governance_model: leader-and-cabinet", "governance_model: committee-system",
         "cabinet:\n", "a committee system has no cabinet"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_reported_with_its_line(
    read: Reader, example: str, old: str, new: str, at: str, message: str
) -> None:
    _, findings = read((old, new))
    text = example.replace(old, new)
    [finding] = [each for each in findings if message in each.message]
    assert finding.level is Level.ERROR
    assert finding.remedy
    assert finding.line == text[: text.index(at)].count("\n") + 1


def test_a_configuration_that_disagrees_with_itself_can_still_be_looked_at(read: Reader) -> None:
    configuration, findings = read(("seats: 27", "seats: 28"))
    assert configuration is not None
    assert [finding.level for finding in findings] == [Level.ERROR]


def test_a_near_group_id_is_offered(read: Reader) -> None:
    _, findings = read(("chair_group: conservative", "chair_group: conservatives"))
    assert [finding.remedy for finding in findings] == ["Did you mean conservative?"]


@pytest.mark.parametrize("said", ["ungrouped", ""])
def test_the_chair_may_belong_to_no_group_or_be_left_open(read: Reader, said: str) -> None:
    configuration, findings = read(("chair_group: conservative", f"chair_group: {said}"))
    assert configuration is not None
    assert findings == []


def test_a_previous_group_without_members_is_a_warning(read: Reader) -> None:
    _, [finding] = read(("previous: [conservative]", "previous: [conservative, green]"))
    assert finding.level is Level.WARNING
    assert "no group “green” now" in finding.message


def test_an_elected_mayor_counts_in_the_executive_beside_the_posts(read: Reader) -> None:
    mayor = ("governance_model: leader-and-cabinet", "governance_model: mayor-and-cabinet")
    _, findings = read(mayor, ("labour: 8", "labour: 2"))
    assert findings == []
    _, [finding] = read(mayor, ("labour: 8", "labour: 10"))
    assert "has 11 members with the elected mayor" in finding.message


def test_a_sourced_switch_lets_a_committee_system_stand(read: Reader) -> None:
    switch = "committee_system: {value: false}"
    sourced = "committee_system: {value: true, source: the Act, date: 2026-11-01}"
    _, findings = read(
        ("governance_model: leader-and-cabinet", "governance_model: committee-system"),
        ("  cabinet:\n    labour: 8\n", ""),
        (switch, sourced),
    )
    assert findings == []


@pytest.mark.parametrize("status", ["verbal", "none"])
def test_partners_without_a_written_agreement_are_warned(read: Reader, status: str) -> None:
    _, [finding] = read(*COALITION, ("status: private", f"status: {status}"))
    assert finding.level is Level.WARNING
    assert "in writing" in finding.remedy


def test_partners_with_a_written_agreement_are_not_warned(read: Reader) -> None:
    assert read(*COALITION)[1] == []


def test_a_rotation_names_its_order_and_its_dates(read: Reader) -> None:
    _, findings = read(*ROTATING, ("period: none", "period: annual"))
    assert [finding.message.split("but ")[1] for finding in findings] == [
        "administration.rotation.order does not name two groups.",
        "administration.rotation.dates is empty.",
    ]


def test_a_rotation_to_a_group_outside_or_to_an_earlier_date_is_reported(read: Reader) -> None:
    rotation = (
        "period: annual\n    order: [labour, conservative, green]\n"
        "    dates: [2028-05-16, 2028-05-16]"
    )
    _, findings = read(*ROTATING, ("period: none", rotation))
    assert [finding.message for finding in findings] == [
        "administration.rotation.order[3]: there is no group “green”.",
        "administration.rotation.order[2]: conservative is not in the administration.",
        "the date of rotation 2028-05-16 is not after 2028-05-16.",
    ]


def test_constraints_between_facts_are_left_to_the_vocabulary(read: Reader) -> None:
    """A minority that is called a majority, or rotates without a mechanism, is found there."""
    _, findings = read(("arrangement: minority-with-support", "arrangement: single-majority"))
    assert findings == []


@pytest.mark.parametrize("mark", [r"\u202E", r"\u200F", r"\u2066", r"\u200B"])
def test_a_mark_that_cannot_be_seen_is_a_warning_that_shows_it(read: Reader, mark: str) -> None:
    configuration, [finding] = read(("name: Labour Group", f'name: "Labour {mark}Group"'))
    assert configuration is not None
    assert finding.level is Level.WARNING
    assert f"U+{mark[2:]}" in finding.message
    assert all(character.isprintable() for character in str(finding))


@pytest.mark.parametrize(
    "mark", [r"\x07", r"\n", r"\x00", r"\uFFFF", r"\u2028", r"\uD800", r"\uE000"]
)
def test_a_character_that_cannot_be_printed_is_an_error(read: Reader, mark: str) -> None:
    _, [finding] = read(("name: Labour Group", f'name: "Labour {mark}Group"'))
    assert finding.level is Level.ERROR
    assert "cannot be printed" in finding.message
    assert all(character.isprintable() for character in str(finding))


@pytest.mark.parametrize("name", ["{{ 7*7 }}", "<b>Group</b>", "{% raw %}", "**Bold** | `x`", "—"])
def test_a_name_that_looks_like_a_template_or_markup_is_a_name(read: Reader, name: str) -> None:
    configuration, findings = read(("name: Labour Group", f"name: '{name}'"))
    assert findings == []
    assert configuration is not None
    assert configuration.council.groups[0].name == name
