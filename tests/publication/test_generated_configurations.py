"""Whatever a council answers, its redline restores both texts."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from example_council import make_workspace
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.configuration.editing import with_answers
from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.vocabulary import read_vocabulary
from drafting.findings import errors
from drafting.library.reading import read_library
from drafting.publication.draft import assemble_protocols, draft, plan
from drafting.publication.redline import Stamp
from drafting.word.package import open_package
from drafting.word.revisions import resolved
from drafting.word.verification import Allowed, differences
from drafting.word.xml import get
from drafting.workspace import program_files

VOCABULARY = read_vocabulary(program_files("clauses") / "facts.yaml")
LIBRARY, _ = read_library(program_files("clauses"), program_files("protocols"))
GROUPS = ("labour", "conservative", "independent-alliance")
STAMP = Stamp("Monitoring Officer", "2027-05-07T09:00:00Z")


@st.composite
def answers(draw: st.DrawFn) -> dict[tuple[str, ...], Any]:
    """Draw the answers of a council that break no constraint."""
    seats = draw(st.sampled_from([(27, 19, 11, 6), (33, 19, 11, 0), (21, 21, 21, 0)]))
    model = draw(st.sampled_from(["leader-and-cabinet", "mayor-and-cabinet"]))
    inside, support, arrangement, rotation = draw(st.sampled_from(_arrangements(seats, model)))
    found: dict[tuple[str, ...], Any] = {
        ("governance_model",): model,
        ("seats", "ungrouped"): seats[3],
        ("arrangement",): arrangement,
        ("administration", "groups"): list(inside),
        ("administration", "support"): list(support),
        ("administration", "leader_group"): inside[0] if inside else None,
        ("administration", "deputy_group"): inside[-1] if inside else None,
        ("administration", "cabinet"): {inside[0]: 8} if inside else {},
        ("administration", "rotation"): rotation,
        ("communications", "quote_rule"): "joint" if len(inside) > 1 else "leader-only",
        ("constitution", "order"): draw(st.sampled_from(["council", "library"])),
        ("scrutiny", "chairs"): draw(st.sampled_from(["opposition", "shared", "elected"])),
    }
    for number, count in enumerate(seats[:3]):
        found["groups", str(number), "seats"] = count
    for key in ("political_assistants", "multi_member_wards", "petition_scheme"):
        found[key,] = draw(st.booleans())
    return found


Arrangement = tuple[tuple[str, ...], tuple[str, ...], str, dict[str, Any]]


def _arrangements(seats: tuple[int, ...], model: str) -> list[Arrangement]:
    fixed: dict[str, Any] = {"period": "none"}
    if seats[0] * 2 > sum(seats):
        return [(GROUPS[:1], (), "single-majority", fixed), ((), (), "none-yet", fixed)]
    turning = {
        "period": "annual",
        "mechanism": "resign-and-elect",
        "order": list(GROUPS[:2]),
        "dates": [date(2028, 5, 16)],
    }
    found: list[Arrangement] = [
        ((), (), "none-yet", fixed),
        (GROUPS[:1], (), "minority", fixed),
        (GROUPS[:1], GROUPS[2:], "minority-with-support", fixed),
        (GROUPS[:2], (), "coalition", fixed),
        (GROUPS, (), "rainbow", fixed),
    ]
    if model == "leader-and-cabinet":
        found.append((GROUPS[:2], (), "shared-rotating", turning))
    return found


def configured(folder: Path, given_answers: dict[tuple[str, ...], Any]) -> Configuration:
    """Write the answers into the example's council.yaml and read it."""
    path = folder / "council.yaml"
    text = path.read_text(encoding="utf-8")
    groups = {key: value for key, value in given_answers.items() if key[0] == "groups"}
    for (_, number, _), count in groups.items():
        old = (27, 19, 11)[int(number)]
        text = text.replace(f"    seats: {old}\n", f"    seats: {count}\n", 1)
    rest = {key: value for key, value in given_answers.items() if key[0] != "groups"}
    rest.pop(("constitution", "protocol_status"), None)  # outside, each protocol needs a file
    path.write_text(with_answers(text, rest), encoding="utf-8")
    configuration, findings = read_configuration(path, VOCABULARY)
    assert configuration is not None
    assert errors(findings) == []
    return configuration


NUMBER = itertools.count()


def check(folder: Path, given_answers: dict[tuple[str, ...], Any]) -> None:
    workspace = make_workspace(folder / f"council-{next(NUMBER)}")
    configuration = configured(workspace, given_answers)
    assembly = assemble_protocols(configuration, LIBRARY, VOCABULARY)
    assert errors(assembly.findings) == []
    current = open_package(workspace / "constitution.docx")
    planned = plan(configuration, LIBRARY, assembly.protocols, current)
    made = draft(configuration, LIBRARY, planned, STAMP)
    redline = made.redline.package
    part = redline.related("comments")
    assert part is not None
    comments = frozenset(get(each, "w:id") for each in redline.root(part))
    accepted = resolved(redline, "accept")
    allowed = Allowed(comments, frozenset(), bookmarks=True)
    assert differences(made.proposed.package, accepted, allowed) == []
    lists = frozenset(str(number) for number in range(1, 500))
    rejected = resolved(redline, "reject")
    assert (
        differences(
            current.replacing({"word/numbering.xml": rejected.parts["word/numbering.xml"]}),
            rejected,
            Allowed(comments, lists),
        )
        == []
    )


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_answers=answers())
def test_a_generated_council_gets_a_redline_that_restores_both_texts(
    tmp_path: Path, given_answers: dict[tuple[str, ...], Any]
) -> None:
    check(tmp_path, given_answers)
