"""Where each protocol stands in the constitution today, or where it should be inserted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from rapidfuzz import fuzz

from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.findings import Finding, error, note, warning

LEAST_LIKE = 84.0  # per cent of rapidfuzz's token_set_ratio: a heading that names the protocol
NEARLY_LIKE = 70.0  # per cent: a heading worth a second look
CLEARLY_BETTER = 8.0  # per cent: the best candidate wins only by this much
_NEUTRAL = frozenset(
    "the a an of on for to and in with between council code practice good local guidance "
    "protocol policy working joint part section appendix".split()
)
_HOMES = ("Codes and Protocols", "Codes, Protocols and Policies", "Protocols")


@dataclass(frozen=True)
class Wanted:
    """A protocol to place: its names, and what the configuration says of its place.

    With `only_existing` it is left out where the constitution does not have it, with a warning.
    """

    protocol: str
    names: tuple[str, ...]
    heading: str = ""
    after: str = ""
    line: int = 1  # of council.yaml, for messages
    file: str = "council.yaml"
    only_existing: bool = False


@dataclass(frozen=True)
class Placement:
    """The blocks that a protocol takes: from `start` up to `end`.

    `heading` is the heading of the protocol as it stands; None when it is to be inserted before
    block `start`. `depth` is the heading level of the protocol, `model` a section to look like.
    """

    protocol: str
    heading: Provision | None
    start: int
    end: int
    depth: int
    model: Provision

    @property
    def existing(self) -> bool:
        """Whether the constitution has the protocol today."""
        return self.heading is not None


def place(
    wanted: Sequence[Wanted], constitution: Constitution
) -> tuple[list[Placement], list[Finding]]:
    """Return where each protocol stands or goes, in the order given, and what is in the way.

    A place that is not plain is an error that lists the candidates with their addresses.
    """
    found: dict[str, Placement] = {}
    findings: list[Finding] = []
    homeless: list[Wanted] = []
    for each in wanted:
        rivals = [other for other in wanted if other is not each]
        placement, problem = _stated_or_found(each, rivals, constitution, found.values())
        if placement and each.only_existing:
            problem = _no_room(each, placement, constitution, found.values())
        if problem:
            findings.append(problem)
        elif placement:
            found[each.protocol] = placement
        elif each.only_existing:
            findings.append(_left_out(each, f"the constitution has no {each.names[0]}"))
        else:
            homeless.append(each)
    for each in homeless:
        rivals = [other for other in wanted if other is not each]
        placement, problem = _by_default(each, rivals, constitution, list(found.values()))
        findings.append(problem)
        if placement:
            found[each.protocol] = placement
    findings += _unsettled(list(found.values()), constitution)
    findings += _without_topics(list(found.values()), constitution)
    return [found[each.protocol] for each in wanted if each.protocol in found], findings


def _stated_or_found(
    wanted: Wanted,
    others: Sequence[Wanted],
    constitution: Constitution,
    before: Iterable[Placement],
) -> tuple[Placement | None, Finding | None]:
    """Return the place that is stated, or the one heading that names the protocol."""
    if wanted.heading:
        found = _named(wanted.heading, constitution)
        if len(found) == 1:
            return _existing(wanted, found[0], constitution), None
        return None, _unclear(wanted, "heading", wanted.heading, found, constitution)
    if wanted.after:
        found = _named(wanted.after, constitution)
        if len(found) == 1:
            return _inserted(wanted, found[0], constitution), None
        return None, _unclear(wanted, "after", wanted.after, found, constitution)
    taken = {each.heading.block for each in before if each.heading}
    candidates = [
        (score, heading)
        for score, heading in _candidates(wanted, others, constitution)
        if heading.block not in taken
    ]
    if wanted.only_existing:
        candidates = _of_rules(candidates, wanted)
    if not candidates:
        return None, None
    best = candidates[0][0]
    rivals = [heading for score, heading in candidates if best - score < CLEARLY_BETTER]
    if len(rivals) > 1:
        problem = _ambiguous(wanted, rivals)
        return None, _left_out(wanted, problem.message) if wanted.only_existing else problem
    if other_words := _other_words(rivals[0], wanted):
        return None, _perhaps(wanted, rivals[0], other_words)
    return _existing(wanted, rivals[0], constitution), None


def _no_room(
    wanted: Wanted, placement: Placement, constitution: Constitution, before: Iterable[Placement]
) -> Finding | None:
    """Return why rules cannot be amended where they stand, if they cannot."""
    for other in before:
        if placement.start < other.end and other.start < placement.end:
            return _left_out(wanted, f"the {wanted.names[0]} share a section with others")
    inside = constitution.provisions[placement.start + 1 : placement.end]
    if placement.existing and not any(each.heading for each in inside):
        return _left_out(wanted, f"the {wanted.names[0]} have no headings of their own")
    return None


def _left_out(wanted: Wanted, why: str) -> Finding:
    return warning(
        f"{why.rstrip('.')}, so nothing in them is amended.",
        where=wanted.file,
        line=wanted.line,
        remedy="If they stand under another heading, write it in "
        f"constitution.placements.{wanted.protocol}.heading.",
    )


def _by_default(
    wanted: Wanted,
    others: Sequence[Wanted],
    constitution: Constitution,
    before: Sequence[Placement],
) -> tuple[Placement | None, Finding]:
    """Insert after a protocol that stands there, or at the end of the Part for protocols."""
    model = next((each.model for each in before), None) or _last_protocol(constitution)
    if model is None:
        return None, _homeless(wanted)
    told = f"the constitution has no {wanted.names[0]}: it is inserted after “{model.text}”."
    where = {"where": constitution.package.name, "address": model.address}
    taken = {each.heading.block for each in before if each.heading}
    candidates = _candidates(wanted, others, constitution, NEARLY_LIKE)
    near = [heading for _, heading in candidates if heading.block not in taken]
    remedy = ""
    if near:
        remedy = f"If {_listed(near[:1])} is that protocol, write its heading in "
        remedy += f"constitution.placements.{wanted.protocol}.heading."
    elif _in_a_content_control(wanted, constitution):
        remedy = "A content control holds a line like its heading. If the protocol stands in it, "
        remedy += "remove the content control in Word first; its text stays."
    finding = warning(told, **where, remedy=remedy) if remedy else note(told, **where)
    return _inserted(wanted, model, constitution), finding


def _in_a_content_control(wanted: Wanted, constitution: Constitution) -> bool:
    """Return whether a content control, other than a table of contents, names the protocol."""
    return any(
        _likeness(_plain(line), _plain(each)) >= LEAST_LIKE
        for provision in constitution.provisions
        if provision.kind is Kind.OTHER
        for line in provision.text.split("\n")
        if len(line) < 120 and not re.search(r"\t\W*\d+$", line)
        for each in wanted.names
    )


def _last_protocol(constitution: Constitution) -> Provision | None:
    """Return the heading of the last section of the Part for codes and protocols."""
    for part in constitution.sections(0):
        title = _plain(part.heading.text)
        if title and max(fuzz.token_set_ratio(title, _plain(home)) for home in _HOMES) >= 90:
            inside = [
                each.heading
                for each in constitution.sections(part.heading.depth + 1)
                if part.start < each.start < part.end
            ]
            if inside:
                return inside[-1]
    return None


def _existing(wanted: Wanted, heading: Provision, constitution: Constitution) -> Placement:
    start, end = heading.block, _end_of_text(heading, constitution)
    return Placement(wanted.protocol, heading, start, end, heading.depth, heading)


def _inserted(wanted: Wanted, model: Provision, constitution: Constitution) -> Placement:
    end = _end_of_text(model, constitution)
    return Placement(wanted.protocol, None, end, end, model.depth, model)


def _end_of_text(heading: Provision, constitution: Constitution) -> int:
    """Return where a section ends, without the blank lines and breaks that part it from the next.

    They hold page breaks and the layout of pages, which no tracked change may take away.
    """
    section = constitution.section(heading)
    end = section.end
    while end > section.start + 1 and _is_blank(constitution.provisions[end - 1]):
        end -= 1
    return end


def _is_blank(provision: Provision) -> bool:
    return provision.kind in {Kind.PARAGRAPH, Kind.BREAK} and not provision.text.strip()


def _named(text: str, constitution: Constitution) -> list[Provision]:
    """Return the headings that are `text`, or that are like it when none is."""
    headings = [each for each in constitution.provisions if each.heading]
    same = [each for each in headings if _plain(each.text) == _plain(text)]
    if same:
        return same
    return [each for each in headings if fuzz.ratio(_plain(each.text), _plain(text)) >= 92]


def _plain(text: str) -> str:
    joined = text.casefold().replace("’", "'").replace("/", " ").replace("-", " ")
    return " ".join(joined.replace("\u00a0", " ").split())


def _candidates(
    wanted: Wanted,
    others: Sequence[Wanted],
    constitution: Constitution,
    least: float = LEAST_LIKE,
) -> list[tuple[float, Provision]]:
    """Return the headings like a protocol’s names, best first, and like no other’s more."""
    scored = [
        (_best_likeness(each, wanted), each)
        for each in constitution.provisions
        if each.heading and 0 < len(each.text) < 120
    ]
    found = [
        (score, heading)
        for score, heading in scored
        if score >= least and all(score >= _best_likeness(heading, other) for other in others)
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1].depth, pair[1].block))


def _best_likeness(heading: Provision, wanted: Wanted) -> float:
    return max(_likeness(_plain(heading.text), _plain(name)) for name in wanted.names)


def _likeness(heading: str, name: str) -> float:
    """Return how alike a heading and a name are: shared words count, and so does their order."""
    shared = fuzz.token_set_ratio(heading, name)
    return shared if len(heading.split()) > 1 and fuzz.token_sort_ratio(heading, name) > 60 else 0


def _other_words(heading: Provision, wanted: Wanted) -> list[str]:
    """Return the words of a heading that no name has: `planning` in a protocol on planning."""
    known = {_stem(word) for name in wanted.names for word in _plain(name).split()}
    return [
        word
        for word in _plain(heading.text).split()
        if word.isalpha() and _stem(word) not in known | _NEUTRAL
    ]


def _of_rules(
    candidates: Sequence[tuple[float, Provision]], wanted: Wanted
) -> list[tuple[float, Provision]]:
    """Return the headings that say what rules these are, no more and no less; the best first."""
    scored = [
        (max(fuzz.token_sort_ratio(_plain(each.text), _plain(name)) for name in wanted.names), each)
        for _, each in candidates
        if not _other_words(each, wanted)
    ]
    found = [(score, each) for score, each in scored if score >= LEAST_LIKE]
    return sorted(found, key=lambda pair: (-pair[0], pair[1].depth, pair[1].block))


def _stem(word: str) -> str:
    return word.removesuffix("ships").removesuffix("ship").removesuffix("s")


def _listed(headings: Sequence[Provision]) -> str:
    return "; ".join(f"“{each.text}” ({each.address})" for each in headings[:6])


def _ambiguous(wanted: Wanted, rivals: Sequence[Provision]) -> Finding:
    return error(
        f"the {wanted.names[0]} could stand at more than one place: {_listed(rivals)}.",
        where=wanted.file,
        line=wanted.line,
        remedy=f"Write the right one in constitution.placements.{wanted.protocol}.heading.",
    )


def _perhaps(wanted: Wanted, heading: Provision, other_words: Sequence[str]) -> Finding:
    placements = f"constitution.placements.{wanted.protocol}"
    return error(
        f"{_listed([heading])} may be the {wanted.names[0]}, but its heading also says "
        f"“{' '.join(other_words)}”.",
        where=wanted.file,
        line=wanted.line,
        remedy=f"If it is, write its heading in {placements}.heading; if not, say in "
        f"{placements}.after where the protocol goes.",
    )


def _unclear(
    wanted: Wanted, key: str, text: str, found: Sequence[Provision], constitution: Constitution
) -> Finding:
    if found:
        why = f"“{text}” is the heading of more than one section: {_listed(found)}."
        return error(
            why, where=wanted.file, line=wanted.line, remedy="Give one of them another heading."
        )
    ranked = sorted(
        (each for each in constitution.provisions if each.heading),
        key=lambda each: -fuzz.token_set_ratio(_plain(each.text), _plain(text)),
    )
    return error(
        f"no heading of the constitution reads “{text}”. The nearest: {_listed(ranked[:3])}.",
        where=wanted.file,
        line=wanted.line,
        remedy=f"Correct constitution.placements.{wanted.protocol}.{key}.",
    )


def _homeless(wanted: Wanted) -> Finding:
    return error(
        f"the constitution has no {wanted.names[0]}, and no Part for codes and protocols.",
        where=wanted.file,
        line=wanted.line,
        remedy=f"Say after which heading it goes: constitution.placements.{wanted.protocol}.after.",
    )


def _begins(text: str) -> str:
    """Return how a provision begins; nothing if all its words are tracked as deleted."""
    return f": “{shorten(text, 60, placeholder=' …')}”" if text.strip() else ""


def _unsettled(placements: Sequence[Placement], constitution: Constitution) -> list[Finding]:
    """Return an error for each tracked change that stands where a protocol is to be amended."""
    return [
        error(
            f"tracked changes are not settled here{_begins(provision.text)}.",
            where=constitution.package.name,
            address=provision.address,
            remedy="Accept or reject them in Word first.",
        )
        for placement in placements
        if placement.existing
        for provision in constitution.provisions[placement.start : placement.end]
        if provision.revised
    ]


def _without_topics(placements: Sequence[Placement], constitution: Constitution) -> list[Finding]:
    """Return a warning for each protocol with text and no headings, which no clause can match."""
    return [
        warning(
            f"“{placement.heading.text}” has no headings of its own, so no clause can be matched "
            "to its paragraphs: they all stay, and the clauses follow them.",
            where=constitution.package.name,
            address=placement.heading.address,
            remedy="Give its paragraphs headings in Word first, or strike out in the redline "
            "what the clauses replace.",
        )
        for placement in placements
        if placement.heading is not None and placement.end > placement.start + 1
        if not any(p.heading for p in constitution.provisions[placement.start + 1 : placement.end])
    ]
