"""Reference fields: the clean copy shows what Word will show, and the redline tracks nothing."""

from __future__ import annotations

from constitution_texts import PARTS, PROTOCOL_TOPICS, Part
from constitutions import HeadingNumbers
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from drafting.amendment.alignment import Move, Step
from drafting.constitution.links import links
from drafting.constitution.outline import Constitution, read_constitution
from drafting.constitution.targets import Targets
from drafting.publication.field_results import with_field_results
from drafting.publication.redline import Stamp, redline
from drafting.word.atoms import text_of
from drafting.word.blocks import body_blocks
from tests.word_files import field

TARGET = "The roles of Members"
HOLDER = "Each Member is paid a basic allowance."
COMES = ("Gifts to the town", ("A gift to the town is reported to the Chief Executive.",))


def constitution(*, come: bool) -> Constitution:
    """Return a constitution with a field that refers to a topic of the protocol by its number."""
    topics = (*PROTOCOL_TOPICS[:1], *([COMES] if come else []), *PROTOCOL_TOPICS[1:])
    codes = Part("Part 5", "Codes and Protocols", (("Protocol on Relations", topics),))
    made = HeadingNumbers()
    made.write((PARTS[0], codes, PARTS[2]))
    start = f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="_Ref_roles"/>'
    made.paragraphs[TARGET]._element.insert(1, parse_xml(start))
    end = f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>'
    made.paragraphs[TARGET]._element.append(parse_xml(end))
    shown = field("REF _Ref_roles \\r \\h", "2.3")
    runs = parse_xml(f"<w:p {nsdecls('w')}>{shown}</w:p>")
    for run in list(runs):
        made.paragraphs[HOLDER]._element.append(run)
    return read_constitution(made.package())


def test_a_field_shows_the_new_number_and_the_redline_restores_both() -> None:
    current, proposed = constitution(come=False), constitution(come=True)
    there = {each.text: each.block for each in proposed.provisions}
    kept = {each.block: there[each.text] for each in current.provisions}
    (link,) = links(current)
    assert link.target is not None
    assert current.provisions[link.target].label == "2.3"
    renewed = with_field_results(proposed.package, Targets(current), Targets(proposed), kept)
    holder = kept[link.block]
    assert text_of(body_blocks(proposed.package)[holder]) == f"{HOLDER}2.3"
    assert text_of(body_blocks(renewed)[holder]) == f"{HOLDER}2.4"
    back = {new: old for old, new in kept.items()}
    steps = [
        Step(Move.KEEP, back[n], n) if n in back else Step(Move.INSERT, None, n)
        for n in range(len(proposed.provisions))
    ]
    made = redline(current.package, renewed, Stamp("A", "2027-05-07T09:00:00Z"), steps=steps)
    assert dict(made.counts) != {}
    assert text_of(body_blocks(made.package)[holder]) == f"{HOLDER}2.3"


def test_without_a_new_number_the_file_stays_the_same() -> None:
    current = constitution(come=False)
    kept = {each.block: each.block for each in current.provisions}
    same = with_field_results(current.package, Targets(current), Targets(current), kept)
    assert same is current.package
