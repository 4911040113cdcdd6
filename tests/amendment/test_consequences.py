"""What follows from changes: references and names in text that no change amends itself."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from constitution_texts import (
    CODE_OF_CONDUCT,
    CONDUCT,
    PARTS,
    PROTOCOL,
    PROTOCOL_TOPICS,
    RULES,
    Part,
)
from constitutions import ContinuousNumbers, Custom, HeadingNumbers, OwnNumbers, TypedNumbers

from drafting.amendment.consequences import Consequences, Why
from drafting.amendment.origins import Origins
from drafting.amendment.renames import Left, Renames
from drafting.amendment.strays import strays
from drafting.constitution.outline import Constitution, read_constitution
from drafting.constitution.targets import Targets

COMES = ("Gifts to the town", ("A gift to the town is reported to the Chief Executive.",))


def parts(
    *, code: tuple[str, ...], rules: tuple[str, ...] = (), come: int | None = None, gone: str = ""
) -> tuple[Part, ...]:
    """Return the Parts with more text in the code and the rules, and a topic that comes or goes."""
    topics = [each for each in PROTOCOL_TOPICS if each[0] != gone]
    if come is not None:
        topics.insert(come, COMES)
    more = (*CODE_OF_CONDUCT, ("References", code))
    own = (*RULES, ("More", rules)) if rules else RULES
    return (
        Part("Part 4", "Rules of Procedure", (("Council Procedure Rules", own),)),
        Part("Part 5", "Codes and Protocols", ((PROTOCOL[0], tuple(topics)), (CONDUCT, more))),
        PARTS[2],
    )


def came(current: Constitution, proposed: Constitution) -> Origins:
    """Return how one constitution comes from another of which each text stands once in each."""
    there = {each.text: each.block for each in proposed.provisions}
    here = {each.text: each.block for each in current.provisions}
    comes = [each.block for each in proposed.provisions if each.text not in here]
    goes = [each.block for each in current.provisions if each.text not in there]
    first = comes[0] if comes else there["Complaints about Officers"]
    return Origins(
        kept={each.block: there[each.text] for each in current.provisions if each.text in there},
        inserted=dict.fromkeys(comes, "comes"),
        omitted=dict.fromkeys(goes, "goes"),
        moved={},
        firsts={"comes": first, "goes": first},
        order=("comes", "goes"),
    )


def followed(
    custom: type[Custom], before: tuple[Part, ...], after: tuple[Part, ...]
) -> Consequences:
    current, proposed = (read_constitution(custom().built(each)) for each in (before, after))
    return Consequences.of(current, proposed, came(current, proposed))


def told(consequences: Consequences) -> Mapping[str, str]:
    return {each.current: each.proposed for each in consequences.found}


CODE = (
    "See paragraph 2.1 and paragraphs 3.1 to 4.1 of the Protocol on Member/Officer Relations.",
    "See paragraph 2.2(a) and (b) of the Protocol on Member/Officer Relations.",
    "See paragraph 1.1, Council Procedure Rule 2.1, Part 6 and section 3 of the Localism Act 2011.",
)


def test_references_follow_a_paragraph_that_comes_before_what_they_lead_to() -> None:
    found = followed(TypedNumbers, parts(code=CODE), parts(code=CODE, come=1))
    assert told(found) == {
        "paragraph 2.1": "paragraph 3.1",
        "paragraphs 3.1 to 4.1": "paragraphs 4.1 to 5.1",
        "paragraph 2.2(a) and (b)": "paragraph 3.2(a) and (b)",
    }
    for each in found.found:
        assert each.because_of == ("comes",)
        assert {led.why for led in each.led} == {Why.RENUMBERED}
    assert found.unresolved == []


def test_nothing_follows_a_change_behind_all_that_is_referred_to() -> None:
    found = followed(TypedNumbers, parts(code=CODE), parts(code=CODE, come=7))
    assert found.found == []


def test_a_change_that_is_lost_has_no_consequences() -> None:
    found = followed(TypedNumbers, parts(code=CODE), parts(code=CODE))
    assert found.found == []


def test_a_reference_to_what_goes_leads_to_what_takes_its_place() -> None:
    code = ("See paragraph 2.1 of the Protocol on Member/Officer Relations.",)
    after = parts(code=code, gone="Respect and courtesy", come=1)
    found = followed(TypedNumbers, parts(code=code), after)
    assert told(found) == {"paragraph 2.1": "paragraph 2"}
    (only,) = found.found
    assert only.led[0].why is Why.OMITTED
    assert only.because_of == ("goes",)


def test_numbers_that_run_on_through_a_part_follow_wherever_they_stand() -> None:
    code = ("See 5.4 and paragraph 5.3 above.",)
    found = followed(ContinuousNumbers, parts(code=code), parts(code=code, come=1))
    assert told(found) == {"5.4": "5.5", "paragraph 5.3 above": "paragraph 5.4 above"}


@pytest.mark.parametrize("custom", [HeadingNumbers, OwnNumbers, TypedNumbers, ContinuousNumbers])
def test_each_reference_leads_to_the_same_provision_as_before(custom: type[Custom]) -> None:
    current = read_constitution(custom().built(parts(code=CODE)))
    targets = Targets(current)
    protocol = [
        each
        for each in current.provisions
        if each.text in {line for _, lines in PROTOCOL_TOPICS for line in lines}
    ]
    cites = tuple(
        f"As paragraph {number} of the Protocol on Member/Officer Relations says."
        for each in protocol
        if (number := targets.number(each.block)) and "(" not in number
    )
    found = followed(custom, parts(code=cites), parts(code=cites, come=1))
    first_topic = 2
    assert len(found.found) == len(cites) - first_topic
    for each in found.found:
        assert each.proposed != each.current


def test_an_end_that_leads_astray_is_told() -> None:
    code = ("See paragraph 2.1 of the Protocol on Member/Officer Relations.",)
    current = read_constitution(TypedNumbers().built(parts(code=code)))
    proposed = read_constitution(TypedNumbers().built(parts(code=code, come=1)))
    found = Consequences.of(current, proposed, came(current, proposed))
    # Without its consequential change the reference leads to the topic that comes.
    (stray,) = strays(found, Targets(proposed))
    assert stray.reference == "paragraph 2.1"
    assert stray.wanted.endswith("paragraph 3.1")
    assert stray.found.endswith("paragraph 2.1")


NAMES = (
    "The Chief Executive and the Executive agree. An Executive decision is made by the Executive.",
    "In this code “Executive” means the cabinet. Executive Procedure Rules are in Part 4.",
    "The Town Board meets under the Executive Powers Act 1999. Members of the Executive come.",
)


def renamed(names: Mapping[str, str]) -> Renames:
    return Renames.of(names, followed(OwnNumbers, parts(code=NAMES), parts(code=NAMES)))


def test_a_name_is_changed_where_it_stands_alone_with_its_article() -> None:
    found = renamed({"Executive": "Cabinet", "Town Board": ""})
    changed: dict[str, str] = {}
    for each in found.found:
        text = found.consequences.current.constitution.provisions[each.block].text
        for edit in reversed(each.edits):
            text = text[: edit.start] + edit.text + text[edit.end :]
        changed[each.current] = changed.get(each.current, "") + text
    assert changed["Executive"] == (
        "The Chief Executive and the Cabinet agree. A Cabinet decision is made by the Cabinet."
        "The Town Board meets under the Executive Powers Act 1999. Members of the Cabinet come."
    )


def test_names_in_longer_names_in_quotation_marks_and_in_acts_stay_and_are_told() -> None:
    found = renamed({"Executive": "Cabinet"})
    assert found.left == [
        Left("Executive", "quotation marks, or the name of an Act", 2),
        Left("Executive", "“Chief Executive”", 2),
        Left("Executive", "“Executive Procedure Rules”", 1),
    ]


def test_an_office_that_is_abolished_is_left_for_a_person_to_decide() -> None:
    found = renamed({"Town Board": "", "Never Said Board": "Other Board"})
    (only,) = found.found
    assert (only.current, only.proposed, only.edits) == ("Town Board", "", ())
    assert only.led[0].why is Why.ABOLISHED
    assert found.unused == ("Never Said Board",)
