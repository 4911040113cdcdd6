"""The whole library assembles, for any lawful council."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.assembly.assemble import assemble, references
from drafting.assembly.provisions import AssembledProtocol, Paragraph
from drafting.commands.proof import covering_configurations
from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import Configuration, council_of
from drafting.configuration.vocabulary import Vocabulary
from drafting.configuration.witness import answers_for, with_answers_put_in
from drafting.findings import Finding
from drafting.library.clauses import Library
from drafting.rules.compilation import compile_library
from drafting.rules.constraints import check_constraints
from drafting.rules.selection import Selection, select
from drafting.yaml_file import read_yaml


@pytest.fixture(scope="module")
def selection(library: Library, vocabulary: Vocabulary, configuration: Configuration) -> Selection:
    facts = derive_facts(configuration.council)
    assert check_constraints(facts, vocabulary, configuration.source) == []
    return select(library, facts, vocabulary)


def test_the_library_assembles_for_councils_of_many_kinds(
    library: Library, vocabulary: Vocabulary, configuration: Configuration
) -> None:
    """Every fourth of those for which `drafting prove` prints every wording."""
    conditions, _ = compile_library(library, vocabulary)
    data = read_yaml(configuration.path).data
    for facts in covering_configurations(library, vocabulary)[::4]:
        council = council_of(with_answers_put_in(data, answers_for(facts, vocabulary)))
        selection = select(library, facts, vocabulary, conditions)
        protocols, findings = assemble(library, selection, replace(configuration, council=council))
        assert findings == []
        for protocol in protocols:
            assert [c.clause.id for c in protocol.clauses] == _in_order(selection, protocol)
            for clause in protocol.clauses:
                assert clause.body
                assert set(references(clause)) <= set(selection.chosen)


def _in_order(selection: Selection, protocol: AssembledProtocol) -> list[str]:
    chosen = {name: choice.slot for name, choice in selection.chosen.items()}
    named = [(name, slot.id) for slot in protocol.outline.slots for name in slot.clauses]
    return [name for name, slot in named if chosen.get(name) == slot]


def test_paragraphs_begin_with_a_capital_and_read_on(
    library: Library, selection: Selection, configuration: Configuration
) -> None:
    protocols, _ = assemble(library, selection, configuration)
    for clause in (clause for protocol in protocols for clause in protocol.clauses):
        for block in clause.body:
            if isinstance(block, Paragraph) and block.level == 1:
                text = "".join(span.text or "paragraph 1" for span in block.spans)
                assert text[0].isupper(), text
                assert not {'"', "'"} & set(text)


def _spoilt(library: Library, text: str) -> Library:
    clause = library.clauses["principles"]
    variant = replace(clause.variants[0], text=text)
    changed = replace(clause, variants=(variant,))
    return replace(library, clauses={**library.clauses, clause.id: changed})


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("1. One.\n2. {{ term.leeder }}\n", 1, "there is no name 'leeder'"),
        ("1. One.\n2. Two.\n- bullet\n", 2, "neither a numbered"),
        ("1. One.\n2. See {{ ref('elected-mayor') }}.\n", 1, "not among the chosen clauses"),
        ("1. One.\n2. See {{ ref('no-such') }}.\n", 1, "not among the chosen clauses"),
        ("1. One.\n2. See {{ ref('no-surprises') }}.\n", 1, "does not require"),
    ],
)
def test_a_slip_in_a_text_is_told_with_the_file_and_line_of_the_clause(
    library: Library,
    vocabulary: Vocabulary,
    configuration: Configuration,
    text: str,
    line: int,
    says: str,
) -> None:
    spoilt = _spoilt(library, text)
    selection = select(spoilt, derive_facts(configuration.council), vocabulary)
    _, findings = assemble(spoilt, selection, configuration)
    assert [_place(finding) for finding in findings] == [
        ("principles.yaml", library.clauses["principles"].variants[0].line + line)
    ]
    assert says in findings[0].message


def _place(finding: Finding) -> tuple[str, int | None]:
    return finding.where, finding.line


def test_a_problem_in_a_loop_is_placed_within_the_text(
    library: Library, vocabulary: Vocabulary, configuration: Configuration
) -> None:
    text = "{% for group in groups %}\n1. {{ group.name }}\n{% endfor %}\nplain\n"
    spoilt = _spoilt(library, text)
    selection = select(spoilt, derive_facts(configuration.council), vocabulary)
    (finding,) = assemble(spoilt, selection, configuration)[1]
    start = library.clauses["principles"].variants[0].line
    assert start <= (finding.line or 0) <= start + 3


def test_the_same_council_gives_the_same_protocols(
    library: Library, selection: Selection, configuration: Configuration
) -> None:
    assert assemble(library, selection, configuration) == assemble(
        library, selection, configuration
    )
