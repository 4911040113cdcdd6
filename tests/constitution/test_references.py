"""The reader of references: what a text refers to, in the constitution and in the law."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.constitution.outline import Provision, read_constitution
from drafting.constitution.printed import Printed, folded
from drafting.constitution.references import references_in
from drafting.constitution.targets import Targets, Unclear
from drafting.word.package import open_package
from drafting.workspace import program_files

TITLES = ("Council Procedure Rules", "Scheme of delegation to officers", "Media Protocol")
PRINTED = Printed(
    frozenset({"CPR"}), {folded(each): each for each in TITLES}, frozenset({"8.63", "4B"})
)
Told = tuple[str, tuple[str, ...], str, bool]


def read(text: str) -> list[Told]:
    found = references_in(text, PRINTED)
    return [(each.kind, each.numbers, each.of, each.law) for each in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("see paragraph 4.2(a)", [("paragraph", ("4.2(a)",), "", False)]),
        ("as Rule 14.3 above says", [("rule", ("14.3",), "", False)]),
        ("under Article 15.02(c)", [("article", ("15.02(c)",), "", False)]),
        ("paragraphs 3 to 5 and 9", [("paragraph", ("3", "5", "9"), "", False)]),
        ("Schedule 1 applies", [("schedule", ("1",), "", False)]),
        ("CPR 17.4 applies", [("CPR", ("17.4",), "", False)]),
        ("Part 4, Section 2", [("part", ("4",), "", False), ("section", ("2",), "Part 4", False)]),
        (
            "Rule 19 of the Council Procedure Rules",
            [("rule", ("19",), "Council Procedure Rules", False)],
        ),
        (
            "section 9F of the Local Government Act 2000",
            [("section", ("9F",), "", True)],
        ),
        (
            "section 106 of, and paragraph 42 of Schedule 12 to, the Local Government Act 1972",
            [
                ("section", ("106",), "", True),
                ("paragraph", ("42",), "", True),
                ("schedule", ("12",), "", True),
            ],
        ),
        ("the Local Government Act 1972, section 100B", [("section", ("100B",), "", True)]),
        ("part 2 of the evening, in 2019 articles", []),
        ("Part 5B and Section 5E", [("part", ("5B",), "", False), ("section", ("5E",), "", False)]),
        ("see 8.63 and 4B", [("", ("8.63",), "", False), ("", ("4B",), "", False)]),
        ("at 8.63 pm, for £8.63 or 4B pencils", []),
        ("Part IV and Appendix A", [("part", ("IV",), "", False), ("appendix", ("A",), "", False)]),
        ("Rules 3–5", [("rule", ("3", "5"), "", False)]),
        ("paragraph 4.2(a) or (b)", [("paragraph", ("4.2(a)", "4.2(b)"), "", False)]),
        ("paragraph 4.2 (a)", [("paragraph", ("4.2(a)",), "", False)]),
        ("Rule 14 or 21 days after", [("rule", ("14",), "", False)]),
        ("Council Procedure Rule 17.4", [("rule", ("17.4",), "Council Procedure Rules", False)]),
        (
            "paragraph 7 of the Scheme of delegation to officers",
            [("paragraph", ("7",), "Scheme of delegation to officers", False)],
        ),
        (
            "Part 3 (Scheme of delegation to officers), paragraph 7",
            [
                ("part", ("3",), "", False),
                ("paragraph", ("7",), "Scheme of delegation to officers", False),
            ],
        ),
        (
            "the Council Procedure Rules, and Rule 27 of those Rules",
            [("rule", ("27",), "Council Procedure Rules", False)],
        ),
        ("paragraph 3 of this Protocol", [("paragraph", ("3",), "this Protocol", False)]),
        (
            "under the Local Government Act 2000 and Rule 7 of these Rules",
            [("rule", ("7",), "this Rules", False)],
        ),
        (
            "Rule 7 and section 9 of the Local Government Act 1972",
            [("rule", ("7",), "", False), ("section", ("9",), "", True)],
        ),
        (
            "Part 1 of Schedule 12A to the 1972 Act",
            [("part", ("1",), "", True), ("schedule", ("12A",), "", True)],
        ),
        ("Article 6 of the European Convention on Human Rights", [("article", ("6",), "", True)]),
        ("the Section 151 Officer", [("section", ("151",), "", True)]),
        ("s. 9F LGA 2000", [("section", ("9F",), "", True)]),
        ("Rules\t47", []),
        ("paragraph 8.9EY", [("paragraph", ("8.9EY",), "", False)]),
        (
            "Rule 2 and Rules 4 to 6 of the Council Procedure Rules",
            [
                ("rule", ("2",), "Council Procedure Rules", False),
                ("rule", ("4", "6"), "Council Procedure Rules", False),
            ],
        ),
    ],
)
def test_a_reference_is_read_with_its_numbers_and_what_they_are_of(
    text: str, told: list[Told]
) -> None:
    assert read(text) == told


WORDS = st.sampled_from(
    "Rule Rules paragraph Part Schedule section of the and to , 4 17.4 (a) 9F CPR Act 1972 above "
    "Council Procedure Local ( ) . Rules, 4B 8.63 – this those Schedule 12A (b) Regulations 2012 "
    "Convention IV A 5 days Scheme delegation officers".split()
)


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_whatever_the_text_references_stand_in_order_and_say_what_stands_there(text: str) -> None:
    found = list(references_in(text, PRINTED))
    end = 0
    for each in found:
        assert each.start >= end
        assert text[each.start : each.end] == each.text
        assert each.numbers
        end = each.end
        at = each.start
        for item in each.items:
            assert at <= item.start < item.end <= each.end
            assert text[item.start : item.end] == item.printed
            at = item.end


NUMBERS = st.from_regex(r"[1-9][0-9]?(\.[1-9][0-9]?)?(\([a-h]\))?", fullmatch=True)


@given(
    st.sampled_from(["Rule", "Article", "paragraph", "Schedule", "Part", "CPR"]),
    st.lists(NUMBERS, min_size=1, max_size=4, unique=True),
    st.sampled_from(
        ["", " of the Council Procedure Rules", " of the Media Protocol", " of this Part"]
    ),
)
def test_a_reference_that_is_written_out_is_read_back(
    kind: str, numbers: list[str], of: str
) -> None:
    some = numbers[:1] if kind == "CPR" else numbers
    text = f"{kind}{'s' if some[1:] else ''} {', '.join(some[:-1])}{' and ' if some[1:] else ''}"
    text += some[-1] + of
    (found,) = references_in(f"As {text} says.", PRINTED)
    assert found.numbers == tuple(some)
    assert not found.law
    assert found.of in {of.removeprefix(" of the "), "this Part"}


def test_long_texts_without_an_end_are_read_in_time() -> None:
    for word in ("Authorities ", "Rule 1, ", "of the Act and ", "A", "(", "Part 1 of "):
        assert list(references_in(word * 5_000, PRINTED)) is not None


# A fuzz of the whole grammar: citations made by it, in any company.

FIGURES = st.from_regex(
    r"[1-9][0-9]?(\.[1-9][0-9]?){0,2}(\([a-h]\)(\([ivx]{1,3}\))?)?", fullmatch=True
)
JOINS = st.sampled_from(
    [", ", " and ", " or ", " to ", ", and ", " through ", "–", " & ", " and/or "]
)
KIND = st.sampled_from(
    [
        "Rule",
        "Rules",
        "Article",
        "paragraph",
        "paragraphs",
        "Schedule",
        "Part",
        "Section",
        "para",
        "para.",
        "Standing Order",
        "Appendix",
        "Annex",
        "sub-paragraph",
        "RULE",
        "Chapter",
        "reg.",
    ]
)
WHAT_OF = st.sampled_from(
    [
        "",
        " above",
        " below",
        " of the Council Procedure Rules",
        " of this Part",
        " of Part 4",
        " (Scheme of delegation to officers)",
        " of the Local Government Act 1972",
        " thereof",
    ]
)


@st.composite
def citations(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """Draw a citation and the numbers that are printed in it."""
    numbers = draw(st.lists(FIGURES, min_size=1, max_size=5))
    text = f"{draw(KIND)}{draw(st.sampled_from([' ', '  ', chr(160), chr(10)]))}{numbers[0]}"
    for each in numbers[1:]:
        text += draw(JOINS) + each
    return text + draw(WHAT_OF), tuple(numbers)


COMPANY = st.sampled_from(
    ["", "See ", "as the ", "(", "“", "; ", "The Leader, under ", "1.2\t", "£", "in 2019, ", "\n"]
) | st.text(max_size=12)


@given(
    COMPANY, citations(), st.sampled_from([".", ", and ", " applies.", ")", "”", "\n", ""]), COMPANY
)
def test_a_citation_in_any_company_is_read_in_order_and_once(
    before: str, citation: tuple[str, tuple[str, ...]], between: str, after: str
) -> None:
    text = f"{before} {citation[0]}{between}; {after}"
    found = list(references_in(text, PRINTED))
    ends = [0, *(each.end for each in found)]
    assert all(end <= each.start < each.end for end, each in zip(ends, found, strict=False))
    assert all(text[each.start : each.end] == each.text for each in found)
    assert found == list(references_in(text, PRINTED))
    printed = ["".join(item.printed.split()) for each in found for item in each.items]
    assert set(citation[1]) <= set(printed)


@given(citations())
def test_what_is_read_of_a_citation_reads_the_same_when_it_stands_alone(
    citation: tuple[str, tuple[str, ...]],
) -> None:
    for each in references_in(f"As {citation[0]} says.", PRINTED):
        alone = next(references_in(each.text, PRINTED))
        assert (alone.kind, alone.numbers, alone.side) == (each.kind, each.numbers, each.side)
        assert [i.through for i in alone.items] == [i.through for i in each.items]
        assert alone.shifted(each.start).items == each.items


@given(st.lists(citations(), min_size=2, max_size=3), st.integers(1, 4))
def test_more_text_before_a_citation_only_moves_it(
    some: list[tuple[str, tuple[str, ...]]], lines: int
) -> None:
    text = "\n\nIt is so: ".join(each[0] for each in some)
    moved = f"{'It was raining. ' * lines}{text}"
    by = len(moved) - len(text)
    found = [each.shifted(by) for each in references_in(text, PRINTED)]
    assert found == list(references_in(moved, PRINTED))


HARROWMERE = Targets(
    read_constitution(open_package(program_files("examples") / "harrowmere" / "constitution.docx"))
)


@given(st.lists(citations(), min_size=1, max_size=3), st.integers(0))
def test_whatever_is_cited_leads_to_a_provision_or_it_is_said_why_not(
    some: list[tuple[str, tuple[str, ...]]], place: int
) -> None:
    provisions = HARROWMERE.constitution.provisions
    here = provisions[place % len(provisions)]
    text = "; ".join(each[0] for each in some)
    for reference in references_in(text, HARROWMERE.printed):
        for item in reference.items:
            found = HARROWMERE.target(reference, item, here)
            assert found is None or isinstance(found, Unclear) or found in provisions
            if isinstance(found, Provision):
                ends = found.label.rstrip(".").casefold()
                assert item.number.casefold().endswith(ends) or item.number in ends
