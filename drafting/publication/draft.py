"""The main job: from a council's facts and its own Word file to a verified redline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafting.amendment.changes import Change, Kept, changes_of
from drafting.amendment.decision import needs
from drafting.amendment.floor import FloorAmendment
from drafting.amendment.losses import Lost, losses_of
from drafting.amendment.origins import origins
from drafting.amendment.paragraphs import Existing
from drafting.amendment.proposal import Provided, propose, propose_new
from drafting.amendment.rules import amend_rules
from drafting.amendment.settlements import Settled, Settlements
from drafting.amendment.settling import read_settlements
from drafting.assembly.assemble import assemble
from drafting.assembly.provisions import AssembledProtocol
from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import Configuration
from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.constitution.identity import carried_ids, first_ids
from drafting.constitution.looks import finder
from drafting.constitution.outline import Constitution, Kind, read_constitution
from drafting.constitution.placement import Placement, Wanted, place
from drafting.constitution.targets import Targets
from drafting.findings import Finding, Refusal, errors
from drafting.library.clauses import Library, Outline, OutlineKind
from drafting.publication.accounts import Account, account, sentence
from drafting.publication.assembled_text import check_text
from drafting.publication.floor import FloorAccount, with_floor
from drafting.publication.following import Following, what_follows
from drafting.publication.match_findings import findings_of_matches
from drafting.publication.outside import outside_protocols, place_outside
from drafting.publication.proposed import (
    ProposedConstitution,
    Region,
    propose_constitution,
)
from drafting.publication.redline import Redline, Stamp, redline
from drafting.publication.stories import Note
from drafting.rules.constraints import check_constraints
from drafting.rules.selection import Selection, select
from drafting.word.package import Package
from drafting.word.xml import name

ORDER = ("member-officer", "communications", "meeting-arrangements")


@dataclass(frozen=True)
class Assembly:
    """What a configuration leads to, before any constitution is looked at."""

    facts: Mapping[str, FactValue]
    selection: Selection
    protocols: tuple[AssembledProtocol, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Draft:
    """A verified draft: the redline, the proposed constitution and an account of each change.

    `current` and `outline` are the current and the proposed constitution read as law. `needs`
    gives for each change those that it cannot be carried without.
    """

    redline: Redline
    proposed: ProposedConstitution
    accounts: tuple[Account, ...]
    kept: tuple[Kept, ...]
    provided: tuple[Provided, ...]
    current: Constitution
    outline: Constitution
    numbers: Mapping[str, str]
    following: Following
    needs: Mapping[str, tuple[str, ...]]
    floor: tuple[FloorAccount, ...] = ()
    lost: tuple[Lost, ...] = ()
    settled: tuple[Settled, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a person must decide: what follows from the changes and cannot be worked out."""
        return self.following.findings


def assemble_protocols(
    configuration: Configuration, library: Library, vocabulary: Vocabulary
) -> Assembly:
    """Return the protocols that the facts of a council lead to, and what is wrong with them."""
    facts = derive_facts(configuration.council)
    findings = check_constraints(facts, vocabulary, configuration.source)
    selection = select(library, facts, vocabulary)
    protocols: tuple[AssembledProtocol, ...] = ()
    if not errors(findings):
        # Facts that contradict each other say nothing about the library.
        findings += selection.findings
    if not errors(findings):
        protocols, problems = assemble(library, selection, configuration)
        findings += problems
    return Assembly(facts, selection, protocols, tuple(findings))


def place_protocols(
    configuration: Configuration, outlines: Sequence[Outline], current: Constitution
) -> tuple[list[Placement], list[Finding]]:
    """Return where each protocol stands or goes in the current constitution."""
    stated = configuration.council.constitution.placements
    wanted: list[Wanted] = []
    for outline in _in_order(outlines):
        placement = stated.get(outline.id)
        wanted.append(
            Wanted(
                protocol=outline.id,
                names=(outline.title, outline.short_title, *outline.also_known_as),
                heading=placement.heading if placement else "",
                after=placement.after if placement else "",
                line=configuration.line("constitution", "placements", outline.id),
                file=configuration.path.name,
                only_existing=outline.kind is OutlineKind.RULES,
            )
        )
    return place(wanted, current)


def _in_order(outlines: Sequence[Outline]) -> list[Outline]:
    known = {identity: number for number, identity in enumerate(ORDER)}
    return sorted(outlines, key=lambda each: known.get(each.id, len(known)))


@dataclass(frozen=True)
class Plan:
    """Where each protocol stands or goes and what it is to say, before anything is written.

    `outside` are the plans for the files of protocols outside the constitution, by file name;
    `others` the protocols that stand in other files than this one.
    """

    current: Constitution
    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]
    settled: tuple[Settled, ...] = ()
    outside: Mapping[str, Plan] = field(default_factory=lambda: {})
    others: tuple[AssembledProtocol, ...] = ()


def plan(
    configuration: Configuration,
    library: Library,
    protocols: Sequence[AssembledProtocol],
    constitution: Package,
    files: Mapping[str, Package] | None = None,
) -> Plan:
    """Return the plan for a constitution; its findings say what a person must settle first.

    Without protocols, because they could not be assembled, only their places are looked for.
    `files` are those of the protocols outside it, by the names that `council.yaml` gives them.
    Raises `Refusal` when the constitution, or one of them, cannot be read.
    """
    current = read_constitution(constitution)
    outlines = [each.outline for each in protocols if each.clauses] or library.outlines
    apart = outside_protocols(configuration, library)
    if apart.findings:
        return Plan(current, (), apart.findings)
    findings: list[Finding] = []
    places: dict[str, tuple[Constitution, list[Placement]]] = {}
    inside = [each for each in outlines if each.id not in apart.files]
    placements, problems = place_protocols(configuration, inside, current)
    places[""] = (current, placements)
    findings += problems
    for file, package in sorted((files or {}).items()):
        there = read_constitution(package)
        own = [each for each in outlines if apart.files.get(each.id) == file]
        placements, problems = place_outside(configuration, own, there)
        places[file] = (there, placements)
        findings += problems
    if errors(findings) or not protocols:
        return Plan(current, (), tuple(findings))
    settlements, unsettled = _settlements(configuration, library, protocols, places.values())
    findings += unsettled
    plans: dict[str, Plan] = {}
    homes = {each.protocol: file for file, (_, own) in places.items() for each in own}
    called = {e.protocol: e.heading.text for _, own in places.values() for e in own if e.heading}
    for file, (there, placements) in places.items():
        regions = _regions(configuration, protocols, there, placements, settlements)
        plans[file] = Plan(
            there,
            tuple(regions),
            (),
            tuple(s for e in placements if e.existing for s in settlements[e.protocol].paragraphs),
            others=tuple(
                replace(
                    e, outline=replace(e.outline, title=called.get(e.outline.id, e.outline.title))
                )
                for e in protocols
                if homes.get(e.outline.id, file) != file
            ),
        )
    every = [region for each in plans.values() for region in each.regions]
    findings += findings_of_matches(configuration, library, every)
    return replace(plans.pop(""), findings=tuple(findings), outside=plans)


def draft(
    configuration: Configuration,
    library: Library,
    planned: Plan,
    stamp: Stamp,
    floor: Sequence[FloorAmendment] = (),
) -> Draft:
    """Return the draft amendments of a constitution, verified, with those from the `floor`.

    Raises `Refusal` when the plan has errors, or when the redline does not restore both texts.
    """
    if errors(planned.findings):
        raise Refusal(*planned.findings)
    current, regions = planned.current, planned.regions
    headings = {each.id: each.heading for each in library.clauses.values()}
    proposed = propose_constitution(current, regions, headings, planned.others)
    check_text(proposed, regions)
    outline = read_constitution(proposed.package)
    lost = tuple(_losses(planned))
    accounts, kept, notes = _accounts(configuration, library, planned, proposed, outline, lost)
    changes = [each.change for each in accounts]
    came = origins(proposed.steps, changes, proposed.positions)
    floored: list[FloorAccount] = []
    if floor:
        targets = Targets(current)
        ids = carried_ids(first_ids(targets), came.kept, outline, came.inserted, current.spent)
        authority = sentence(configuration.council.constitution.approval_body)
        package, floored = with_floor(outline, targets, ids, came.kept, floor, authority)
        outline = read_constitution(package)
        notes += [Note(each.comment(), new=each.block) for each in floored]
    following = what_follows(configuration, current, outline, came, changes)
    proposed = replace(proposed, package=following.proposed.constitution.package)
    outline = following.proposed.constitution
    notes += [
        Note(each.comment(), new=came.kept[each.change.block], inside=each.paragraph)
        for each in following.accounts
    ]
    result = redline(current.package, proposed.package, stamp, steps=proposed.steps, notes=notes)
    return Draft(
        redline=result,
        proposed=proposed,
        accounts=tuple(accounts),
        kept=tuple(kept),
        provided=tuple(each for region in regions for each in region.proposal.provided),
        current=current,
        outline=outline,
        following=following,
        needs=needs(changes, [region.proposal for region in regions]),
        floor=tuple(floored),
        lost=lost,
        settled=planned.settled,
        numbers={clause: proposed.reference(clause, "") for clause in proposed.labels},
    )


def _settlements(
    configuration: Configuration,
    library: Library,
    protocols: Sequence[AssembledProtocol],
    places: Iterable[tuple[Constitution, Sequence[Placement]]],
) -> tuple[dict[str, Settlements], list[Finding]]:
    by_id = {protocol.outline.id: protocol for protocol in protocols}
    standing = [
        (by_id[each.protocol], existing_blocks(current, each))
        for current, placements in places
        for each in placements
        if each.existing
    ]
    return read_settlements(configuration, library, standing)


def _regions(
    configuration: Configuration,
    protocols: Sequence[AssembledProtocol],
    current: Constitution,
    placements: Sequence[Placement],
    settlements: Mapping[str, Settlements],
) -> list[Region]:
    by_id = {protocol.outline.id: protocol for protocol in protocols}
    settings = configuration.council.constitution
    pinned = referenced_blocks(current)
    regions: list[Region] = []
    for placement in placements:
        protocol = by_id[placement.protocol]
        if not placement.existing:
            regions.append(Region(placement, propose_new(protocol)))
            continue
        if protocol.outline.kind is OutlineKind.RULES:
            existing = existing_blocks(current, placement)
            settled = settlements[placement.protocol]
            made = amend_rules(protocol, existing, settings.matches, settled)
            regions.append(Region(placement, made))
            continue
        proposal = propose(
            protocol,
            existing_blocks(current, placement),
            settings.matches,
            keep_order=settings.order == "council",
            pinned=pinned,
            settlements=settlements[placement.protocol],
        )
        regions.append(Region(placement, proposal))
    return regions


def existing_blocks(current: Constitution, placement: Placement) -> list[Existing]:
    """Return the blocks of a protocol as it stands, its own heading first."""
    levels = finder(current).levels(placement)
    found: list[Existing] = []
    for provision in current.provisions[placement.start : placement.end]:
        level = -1
        if provision.heading:
            level = 0
        elif provision.kind is Kind.PARAGRAPH:
            level = levels.get(provision.depth, 0)
        found.append(
            Existing(
                provision.block, provision.kind.value, level, provision.text, provision.address
            )
        )
    return found


def referenced_blocks(current: Constitution) -> frozenset[int]:
    """Return the blocks with a bookmark that a field or a link of the document points to."""
    blocks = current.blocks
    targets: set[str] = set()
    for block in blocks:
        for code in block.iter(name("w:instrText")):
            words = (code.text or "").split()
            if len(words) > 1 and words[0] in {"REF", "NOTEREF"}:
                targets.add(words[1])
        for link in block.iter(name("w:hyperlink")):
            targets.add(str(link.get(name("w:anchor")) or ""))
    targets = {each for each in targets if not each.startswith("_Toc")}
    return frozenset(
        number
        for number, block in enumerate(blocks)
        if any(mark.get(name("w:name")) in targets for mark in block.iter(name("w:bookmarkStart")))
    )


def _losses(planned: Plan) -> Iterator[Lost]:
    for region in planned.regions:
        if region.placement.existing:
            existing = existing_blocks(planned.current, region.placement)
            changes, _ = changes_of(region.proposal, existing)
            yield from losses_of(region.proposal, changes, existing)


def _accounts(
    configuration: Configuration,
    library: Library,
    planned: Plan,
    proposed: ProposedConstitution,
    outline: Constitution,
    lost: Sequence[Lost],
) -> tuple[list[Account], list[Kept], list[Note]]:
    accounts: list[Account] = []
    kept: list[Kept] = []
    notes: list[Note] = []
    current = planned.current
    for region in planned.regions:
        protocol = region.placement.protocol
        authority = configuration.council.constitution.body_for(protocol)
        existing = existing_blocks(current, region.placement) if region.placement.existing else []
        changes, stays = changes_of(region.proposal, existing)
        kept += stays
        positions = proposed.positions[protocol]
        for change in changes:
            first = positions[change.blocks[0]]
            former = _former_heading(change, existing)
            told = account(
                change, outline.provisions[first].address, library.law, sentence(authority), former
            )
            told = replace(told, lost=tuple(e.text for e in lost if e.change == change.id))
            accounts.append(told)
            notes.append(Note(told.comment(), new=first))
    return accounts, kept, notes


def _former_heading(change: Change, existing: Sequence[Existing]) -> str:
    return next(
        (block.text for block in existing if change.where and block.address == change.where), ""
    )
