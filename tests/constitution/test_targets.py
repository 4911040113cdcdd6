"""Where references lead: every provision is cited so that the citation leads back to it."""

from __future__ import annotations

import pytest
from constitutions import CUSTOMS, ContinuousNumbers, Custom, TypedNumbers

from drafting.constitution.identity import first_ids
from drafting.constitution.labels import cited
from drafting.constitution.links import links
from drafting.constitution.outline import Constitution, Kind, Provision, read_constitution
from drafting.constitution.references import references_in
from drafting.constitution.targets import Targets, Unclear
from drafting.word.package import open_package
from drafting.workspace import examples, program_files

pytestmark = pytest.mark.slow  # whole constitutions are read


def example(name: str) -> Constitution:
    return read_constitution(open_package(program_files("examples") / name / "constitution.docx"))


def lead_last(targets: Targets, text: str, holder: Provision) -> Provision | Unclear | None:
    """Return what the last number of a citation such as `Part 5, paragraph 4.2` leads to."""
    reference = list(references_in(text, targets.printed))[-1]
    return targets.target(reference, reference.items[-1], holder)


def lead(targets: Targets, text: str, holder: Provision) -> Provision | Unclear | None:
    """Return what the first reference of a text leads to, read as part of a provision."""
    reference = next(references_in(text, targets.printed))
    return targets.target(reference, reference.items[-1], holder)


@pytest.mark.parametrize("name", examples())
def test_a_citation_of_a_provision_leads_back_to_it(name: str) -> None:
    targets = Targets(example(name))
    last = targets.constitution.provisions[-1]
    numbered = [each for each in targets.constitution.provisions if targets.number(each.block)]
    assert len(numbered) > 50
    for each in numbered:
        assert lead_last(targets, cited(targets, each.block), last) == each


@pytest.mark.parametrize("name", examples())
def test_every_reference_of_an_example_leads_to_one_provision_or_out_of_it(name: str) -> None:
    targets = Targets(example(name))
    for provision in targets.constitution.provisions:
        if provision.kind is Kind.CONTENTS:
            continue
        for reference in references_in(provision.text, targets.printed):
            for item in reference.items:
                found = targets.target(reference, item, provision)
                # Parts A and B of a table of allowances; Schedule 12 of an Act in a table of law.
                assert found is not Unclear.SEVERAL
                assert found is not Unclear.NOWHERE or item.number in {"A", "B", "12"}


def test_a_citation_reads_as_the_council_prints_it() -> None:
    targets = Targets(example("penfold-and-wray"))
    cites = {cited(targets, each.block) for each in targets.constitution.provisions}
    assert {
        "Part 5",
        "Article 7.5",
        "Council Procedure Rule 17.4",
        "Part 5, Protocol on Member/Officer Relations, paragraph 4.2(a)",
        "Part 6, Schedule 1",
    } <= cites
    numbered_through = Targets(read_constitution(ContinuousNumbers().built()))
    last = numbered_through.constitution.provisions[-1]
    assert cited(numbered_through, last.block) == "Part 6, paragraph 6.2"


@pytest.mark.parametrize("custom", CUSTOMS)
def test_each_provision_has_an_id_of_its_own_whatever_the_custom_of_numbering(
    custom: type[Custom],
) -> None:
    targets = Targets(read_constitution(custom().built()))
    ids = first_ids(targets)
    own = [each for each in ids if each]
    written = [each for each in targets.constitution.provisions if each.text.strip()]
    assert len(own) == len(set(own)) == len(written)
    assert all(each.replace("_", "").replace("-", "").isalnum() for each in own)


def test_an_id_says_where_the_provision_first_stood() -> None:
    targets = Targets(example("penfold-and-wray"))
    ids = dict(zip(first_ids(targets), targets.constitution.provisions, strict=True))
    found = ids["part_4__sec_council-procedure-rules__rule_17__para_17-4"]
    assert cited(targets, found.block) == "Council Procedure Rule 17.4"


def test_a_number_is_looked_for_in_the_nearest_section_first() -> None:
    targets = Targets(read_constitution(TypedNumbers().built()))
    protocol = next(
        each for each in targets.constitution.provisions if "twinned town is" in each.text
    )
    found = lead(targets, "see paragraph 2.1", protocol)
    assert isinstance(found, Provision)
    assert found.text.startswith("Members and Officers must show")


def test_a_number_that_stands_in_several_places_is_not_guessed() -> None:
    targets = Targets(read_constitution(TypedNumbers().built()))
    allowances = targets.constitution.provisions[-1]
    assert lead(targets, "Rule 1.2 of Part 5", allowances) is Unclear.SEVERAL
    assert lead(targets, "Rule 99", allowances) is Unclear.NOWHERE
    assert lead(targets, "Rule 2 of the Circus Rules", allowances) is Unclear.ELSEWHERE
    assert lead(targets, "section 9F of the Local Government Act 2000", allowances) is None


def test_fields_and_links_lead_to_the_block_of_their_bookmark() -> None:
    constitution = example("penfold-and-wray")
    found = links(constitution)
    assert len([each for each in found if each.kind == "REF"]) == 170
    assert all(each.target is not None for each in found)
    assert not any(each.bookmark.startswith("_Toc") for each in found)
