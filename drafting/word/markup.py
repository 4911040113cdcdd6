"""Whether the tracked changes of a file are such as Word writes: sixteen rules and one fold.

Word repairs, or refuses to open, a file whose markup breaks some of these, and settles the changes
of others in a way that nobody meant. The rules follow ECMA-376 and what Word itself writes; where
these differ a rule asks for what Word writes, and its check says so. No validator holds them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from drafting.findings import Finding, error
from drafting.word.package import Package
from drafting.word.strictness import content, earlier, linkage, structure
from drafting.word.strictness.survey import Breach, Check, Survey


@dataclass(frozen=True)
class Rule:
    """One point that Word is strict about: its number, a sentence, its source, its checks."""

    point: int
    sentence: str
    source: str  # the section of ECMA-376 Part 1, or what shows it
    checks: tuple[Check, ...]


def check_markup(package: Package, before: Package | None = None) -> list[Finding]:
    """Return what is wrong with the tracked-change markup of a file, in the order of the rules.

    With `before`, the file that `package` was made from by this program, what was wrong there
    already is left out, and each revision of `before` must still stand. The rules are then at
    their strictest: they also name what Word writes at times and this program never should.
    """
    old = None if before is None else Survey(before, made=True)
    survey = Survey(package, old, made=before is not None)
    known = Counter(() if old is None else (_identity(*each) for each in _breaches(old)))
    findings: list[Finding] = []
    for rule, breach in _breaches(survey):
        identity = _identity(rule, breach)
        if known[identity]:
            known[identity] -= 1
        else:
            findings.append(_finding(survey, rule, breach))
    return findings


def _breaches(survey: Survey) -> Iterator[tuple[Rule, Breach]]:
    for rule in RULES:
        for check in rule.checks:
            for breach in check(survey):
                yield rule, breach


def _identity(rule: Rule, breach: Breach) -> tuple[int, str, str]:
    """Return what makes two breaches the same: not the place, which moves as text is added."""
    return rule.point, breach.part, breach.message


def _finding(survey: Survey, rule: Rule, breach: Breach) -> Finding:
    story = survey.story(breach.part)
    return error(
        f"{breach.message}. {rule.sentence} (Point {rule.point}; {rule.source}.)",
        where=survey.package.name,
        address=breach.part if story is None else story.near(breach.at),
    )


RULES = (
    Rule(
        1,
        "A revision has an id of its own, an author and a date.",
        "ECMA-376 Part 1, 17.13.5",
        (
            linkage.a_revision_says_who_and_when,
            linkage.no_two_revisions_share_an_id,
            linkage.no_revision_has_the_id_of_another_annotation,
        ),
    ),
    Rule(
        2,
        "Deleted text and codes have elements of their own, in deletions alone.",
        "ECMA-376 Part 1, 17.3.3.7 and 17.16.13",
        (content.deleted_text_stands_in_a_deletion, content.a_deletion_holds_deleted_text),
    ),
    Rule(
        3,
        "A move has a named range on each side, with its text and its marks inside.",
        "ECMA-376 Part 1, 17.13.5.21 to 17.13.5.28",
        (
            content.text_moved_away_stays_live,
            content.a_range_of_a_move_has_two_ends,
            content.a_move_has_one_range_on_each_side,
            content.what_moves_stands_in_its_range,
            content.nothing_is_revised_within_what_moves_here,
        ),
    ),
    Rule(
        4,
        "A field is inserted, deleted or moved whole.",
        "ECMA-376 Part 1, 17.16.18 and 17.16.19",
        (content.a_field_comes_and_goes_whole, content.a_simple_field_is_not_emptied),
    ),
    Rule(
        5,
        "A revised mark joins its paragraph with the next, so there must be one to join with.",
        "ECMA-376 Part 1, 17.13.5.15 and 17.13.5.20",
        (
            structure.the_last_mark_of_a_text_stays,
            structure.no_mark_joins_across_a_table,
            structure.no_mark_joins_across_a_section_break,
        ),
    ),
    Rule(
        6,
        "A cell ends in a paragraph, whose mark comes and goes with its row alone.",
        "ECMA-376 Part 1, 17.4.65",
        (structure.the_last_mark_of_a_cell_stays, structure.a_cell_ends_in_a_paragraph),
    ),
    Rule(
        7,
        "A row is revised in its properties and its text by itself; no revision wraps a block.",
        "ECMA-376 Part 1, 17.13.5.12 and 17.13.5.16",
        (structure.a_revised_row_has_revised_contents, structure.a_revision_holds_no_block),
    ),
    Rule(
        8,
        "Properties stand in the order of the schema, with the change of them last.",
        "ECMA-376 Part 1, 17.3.1.26 and 17.3.1.29",
        (
            structure.paragraph_properties_end_in_order,
            structure.a_mark_carries_one_revision_and_carries_it_first,
            structure.a_change_of_properties_comes_last,
            structure.row_properties_end_in_order,
        ),
    ),
    Rule(
        9,
        "A revision never stands in one of its kind; only a deletion may stand in an insertion.",
        "ECMA-376 Part 1, 17.13.5.14 and 17.13.5.18",
        (content.revisions_do_not_nest_in_their_like,),
    ),
    Rule(
        10,
        "A change of properties holds the old ones, without what it cannot undo.",
        "ECMA-376 Part 1, 17.13.5.29 and 17.13.5.32",
        (structure.an_old_value_holds_only_what_it_may, structure.a_change_holds_one_old_value),
    ),
    Rule(
        11,
        "A comment has a start, an end, a reference and a declared part that holds it.",
        "ECMA-376 Part 1, 17.13.4",
        (
            linkage.a_comment_has_its_start_end_and_reference,
            linkage.a_written_comment_is_referred_to,
            linkage.a_comments_part_is_declared_and_not_empty,
        ),
    ),
    Rule(
        12,
        "A bookmark has a name of its own, one start and one end, on one side of every edge.",
        "ECMA-376 Part 1, 17.13.6",
        (
            linkage.a_bookmark_has_one_start_and_one_end,
            linkage.the_names_of_bookmarks_are_unique,
            linkage.a_bookmark_crosses_no_edge,
        ),
    ),
    Rule(
        13,
        "A change in a text box is made in both of its branches.",
        "ECMA-376 Part 3, 7.5",
        (earlier.both_branches_carry_the_same_changes,),
    ),
    Rule(
        14,
        "Tracking is switched on by w:trackRevisions, in the order of the schema.",
        "ECMA-376 Part 1, 17.15.1.90",
        (linkage.tracking_is_set_by_its_name_and_in_its_place,),
    ),
    Rule(
        15,
        "Every reference to a note and every relationship leads somewhere.",
        "ECMA-376 Part 1, 17.11.7 and 17.11.14; Part 2, 6.5",
        (
            linkage.a_reference_leads_to_a_note,
            linkage.a_relationship_leads_to_a_part,
            linkage.a_link_of_the_text_has_a_relationship,
        ),
    ),
    Rule(
        16,
        "Revisions that a file already has are kept.",
        "users report their loss",
        (earlier.earlier_revisions_still_stand,),
    ),
)
