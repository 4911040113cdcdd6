"""A template may say a little, and a value of council.yaml can never say anything."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.assembly.markdown import read_provisions
from drafting.assembly.names import Names, names_of
from drafting.assembly.provisions import Paragraph, Span, Table
from drafting.assembly.rendering import LONGEST, render, visible
from drafting.assembly.templates import TemplateProblem
from drafting.configuration.council import Council

EVERYWHERE = """\
1. {{ group }} and **{{ group }}** and *{{ group }}*{{ group }}.
   a. {{ group }}
      i. "{{ group }}"

| {{ group }} | B |
|---|---|
| {{ group }} | **{{ group }}** |
"""

PLAIN = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co")).filter(lambda c: visible(c) == c),
    min_size=1,
    max_size=60,
)
MARKS = """
{{ }} {% %} * ** _ ` | \\ # - > <b> &lt; [a](b) ![ ]( ~~ 1. a. ' " <!-- https://a.b {{7*7}}
""".split()
NASTY = st.lists(st.sampled_from([*MARKS, " "]), min_size=1, max_size=6).map("".join)


def _texts(blocks: tuple[Paragraph | Table, ...]) -> list[list[str]]:
    cells: list[tuple[Span, ...]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            cells.append(block.spans)
        else:
            cells += [cell for row in (block.header, *block.rows) for cell in row]
    return [[span.text for span in spans] for spans in cells]


@given(PLAIN | NASTY)
@example("O’Brien & <script>alert(1)</script> | **Group** {{ 7*7 }}")
@example(" - ")
def test_any_group_name_appears_literally_and_changes_nothing_around_it(name: str) -> None:
    blocks, problems = read_provisions(render(EVERYWHERE, Names({"group": name})))
    assert problems == []
    assert _texts(blocks) == [
        [f"{name} and ", name, " and ", name, f"{name}."],
        [name],
        [f"“{name}”"],
        [name],
        ["B"],
        [name],
        [name],
    ]
    assert [b.level if isinstance(b, Paragraph) else 0 for b in blocks] == [1, 2, 3, 0]


@pytest.mark.parametrize(
    "code", [0x202A, 0x202E, 0x2066, 0x2069, 0x200B, 0x200F, 0x61C, 0xE000, 0, 10]
)
def test_a_character_that_turns_or_hides_text_becomes_visible(code: int) -> None:
    rendered = render("1. {{ group }}", Names({"group": f"A{chr(code)}B"}))
    assert _texts(read_provisions(rendered)[0]) == [[f"A[U+{code:04X}]B"]]


def test_characters_for_private_use_are_refused_in_a_text() -> None:
    with pytest.raises(TemplateProblem, match="private use"):
        render("1. {{ group }} \uf8ff", Names({"group": "x"}))


def test_an_entity_cannot_stand_in_for_a_placeholder(council: Council) -> None:
    rendered = render("1. {{ term.leader }} &#xE000;", names_of(council))
    blocks, problems = read_provisions(rendered)
    assert _texts(blocks) == [["Leader &#xE000;"]]
    assert [problem.message for problem in problems] == ["HTML cannot stand in a clause."]


REFUSED = [
    "{{ council.__class__ }}",
    "{{ council.values }}",
    "{{ term.items() }}",
    "{{ council['name'] }}",
    "{{ groups[0].name }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ ref.__globals__ }}",
    "{{ ref('a', 'b') }}",
    "{{ ref(term.member) }}",
    "{{ ref('a') ~ 'b' }}",
    "{{ range(10) }}",
    "{{ 'x' * 9999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ self }}",
    "{{ cycler }}",
    "{{ council }}",
    "{{ groups }}",
    "{{ settings.callin_days | string }}",
    "{{ settings.callin_days | count }}",
    "{{ settings.callin_days | count(noun='day') }}",
    "{{ term.member | attr('__class__') }}",
    "{{ term.mayor }}",
    "{% if true %}x{% endif %}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% macro m() %}{% endmacro %}",
    "{% for x in range(10) %}{% endfor %}",
    "{% for x in council %}{% endfor %}",
    "{% for x in groups recursive %}{% endfor %}",
    "{% for x in groups if x.seats %}{% endfor %}",
    "{% for x in groups %}{% else %}none{% endfor %}",
    "{% for a, b in groups %}{% endfor %}",
    "{% for term in groups %}{% endfor %}",
    "{% for x in groups %}{{ x.leader }}{% endfor %}",
    "{% for x in groups %}{{ loop.index }}{% endfor %}",
    "{% for x in groups %}{% for y in groups %}{% endfor %}{% endfor %}",
    "{{ term.member",
    "{% for x in groups %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
]


@pytest.mark.parametrize("template", REFUSED, ids=lambda template: template[:40])
def test_what_a_template_may_not_hold_is_refused_with_its_line(
    template: str, council: Council
) -> None:
    with pytest.raises(TemplateProblem) as refused:
        render(f"1. First.\n2. {template}\n", names_of(council))
    assert refused.value.line in {1, 2, 3}


def test_an_unknown_name_is_told_with_the_nearest_and_its_line(council: Council) -> None:
    with pytest.raises(TemplateProblem) as refused:
        render("1. First.\n2. The {{ term.leeder }}.", names_of(council))
    problem = refused.value
    assert (problem.line, problem.remedy) == (2, "Did you mean leader?")


def test_names_have_the_councils_own_words(council: Council) -> None:
    text = (
        "1. {{ council.name }}; {{ term.executive | with_article }};"
        " {{ term.monitoring_officer }}; {{ officers.monitoring_officer.deputy_title }};"
        " {{ officers.independent_person.title }}; {{ settings.callin_days | count('day') }};"
        " {{ settings.callin_signatories | count(term.member) }}; {{ settings.officer_tier }}."
    )
    assert _texts(read_provisions(render(text, names_of(council)))[0]) == [
        [
            "Penfold and Wray Council; an Executive; Head of Law; Principal Solicitor;"
            " Independent Person; 1 day; 5 Members; head of service."
        ]
    ]


@pytest.mark.parametrize(
    ("executive", "printed"),
    [("Executive", "An Executive or an Executive."), ("Cabinet", "A Cabinet or a Cabinet.")],
)
@pytest.mark.parametrize("article", ["a", "an"])
def test_an_article_before_a_word_of_the_councils_fits_it(
    council: Council, executive: str, printed: str, article: str
) -> None:
    terms = council.terms.model_copy(update={"executive": executive})
    names = names_of(council.model_copy(update={"terms": terms}))
    text = (
        f"1. {article.title()} {{{{ term.executive }}}} or {article} **{{{{ term.executive }}}}**."
    )
    assert ["".join(spans) for spans in _texts(read_provisions(render(text, names))[0])] == [
        printed
    ]


def test_no_other_a_is_taken_for_an_article(council: Council) -> None:
    text = (
        "1. Plan-A {{ term.executive }}; grade a. {{ term.executive }}; a {{ ref('principles') }}."
    )
    (block,) = read_provisions(render(text, names_of(council)))[0]
    assert isinstance(block, Paragraph)
    assert "".join(span.text for span in block.spans) == "Plan-A Executive; grade a. Executive; a ."


def test_the_mayor_has_a_name_only_where_there_is_one(council: Council) -> None:
    mayoral = council.model_copy(update={"governance_model": "mayor-and-cabinet"})
    assert _texts(read_provisions(render("1. {{ term.mayor }}", names_of(mayoral)))[0]) == [
        ["Mayor"]
    ]


@pytest.mark.parametrize(
    ("groups", "named"),
    [
        ("groups", ["First Group", "Second Group", "Third Group"]),
        ("administration_groups", ["First Group"]),
        ("support_groups", ["Third Group"]),
        ("opposition_groups", ["Second Group"]),
    ],
)
def test_a_loop_goes_over_the_groups_it_names(
    council: Council, groups: str, named: list[str]
) -> None:
    text = (
        f"1. The groups are:\n{{% for group in {groups} %}}\n"
        "   a. {{ group.name }}\n{% endfor %}\n"
    )
    blocks, problems = read_provisions(render(text, names_of(council)))
    assert problems == []
    assert _texts(blocks) == [["The groups are:"], *([name] for name in named)]


def test_a_loop_makes_the_rows_of_a_table(council: Council) -> None:
    text = (
        "| Group | Seats |\n|---|---|\n"
        "{% for group in groups %}\n| {{ group.name }} | {{ group.seats }} |\n{% endfor %}\n"
    )
    (table,), problems = read_provisions(render(text, names_of(council)))
    assert problems == []
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == [(Span("28"),), (Span("20"),), (Span("10"),)]


def test_a_reference_is_a_span_that_waits_for_its_number(council: Council) -> None:
    (paragraph,), _ = read_provisions(
        render("1. See **{{ ref('no-surprises') }}**.", names_of(council))
    )
    assert isinstance(paragraph, Paragraph)
    assert paragraph.spans == (
        Span("See "),
        Span("", bold=True, reference="no-surprises"),
        Span("."),
    )


def test_a_clause_that_grows_too_long_is_refused() -> None:
    group = Names({"name": "x" * 200, "seats": 2})
    names = Names({"groups": (group,) * 12})
    text = "1. {% for g in groups %}" + "{{ g.name }}" * (LONGEST // 2400 + 1) + "{% endfor %}"
    with pytest.raises(TemplateProblem, match="longer than 50,000"):
        render(text, names)
    with pytest.raises(TemplateProblem, match="longer than 50,000"):
        render("1. " + "x" * LONGEST, names)


def test_placeholders_never_come_out(council: Council) -> None:
    text = "1. {{ term.leader }} {{ term.members }} {{ ref('x') }} {{ term.leader }}"
    words = [
        word
        for words in _texts(read_provisions(render(text, names_of(council)))[0])
        for word in words
    ]
    assert not re.search("[\ue000-\uf8ff]", "".join(words))
