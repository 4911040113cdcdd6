"""What a council has of its own beside the library, checked: for `check` and `draft`.

The rules of the library hold for a council's words too. Those that are about some clauses only,
such as conventions or informal meetings, say what these may provide, and a breach is an error.
Those about every clause say how the library is written, and a breach is a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from drafting.assembly.names_in_library import NAME_RULES
from drafting.assembly.proofreading import proofread
from drafting.commands.own_words import Councils, changed_under, own_words_told
from drafting.configuration.reading import Configuration
from drafting.configuration.text_checks import not_printable, not_seen, texts_in
from drafting.findings import Finding, Level, error
from drafting.library.catalogue import CATALOGUE, read_catalogue
from drafting.library.clauses import Clause, Variant
from drafting.library.own_library import OWN
from drafting.library.prose import Prose, prose_of
from drafting.library.prose_rules import PROSE_RULES
from drafting.library.style import STYLE, Clauses, StyleRule, read_style
from drafting.publication.draft import Assembly
from drafting.rules.compilation import parse_library
from drafting.rules.conditions import Facts, parse_condition
from drafting.rules.selection import Selection
from drafting.yaml_file import YamlFile

LONGEST_TEXT = 20_000  # characters


def check_own_clauses(
    councils: Councils,
    configuration: Configuration | None,
    assembly: Assembly | None,
) -> list[Finding]:
    """Return what is wrong with a council's own words, and what its overlays change.

    Without an assembly, because the facts are not known, what turns on them is not looked at.
    """
    if not councils.own and not councils.overlays and not councils.own_law:
        return []
    facts = assembly.facts if assembly else None
    selection = assembly.selection if assembly else None
    findings = [each for source in _sources(councils) for each in _unfit_text(source)]
    findings += _unfit_law(councils)
    if not findings:
        findings += _prose_findings(councils, facts, selection)
        findings += _printed_findings(councils, configuration, facts)
        findings += _missing_companions(councils)
    findings += changed_under(councils)
    findings += own_words_told(councils, selection)
    known = {(f.where, f.line, f.message) for f in (assembly.findings if assembly else ())}
    return [f for f in dict.fromkeys(findings) if (f.where, f.line, f.message) not in known]


def _sources(councils: Councils) -> Iterator[YamlFile]:
    yield from (each.source for each in councils.own)
    yield from (each.source for each in councils.overlays)


def _unfit_law(councils: Councils) -> Iterator[Finding]:
    for law in councils.own_law:
        text = "".join((law.title, law.provision, law.says, law.uri, law.note, law.source))
        if bad := not_printable(text, "\n") or not_seen(text):
            message = f"{law.id!r} contains {bad}, which cannot be printed or seen."
            remedy = "Type it again without that."
            yield error(message, where=law.file, line=law.line, remedy=remedy)


def _unfit_text(source: YamlFile) -> Iterator[Finding]:
    """Yield an error for each text that no document can hold, that hides, or that is too long."""
    for key, text in texts_in(source.data):
        bad = not_printable(text, "\n") or not_seen(text)
        if bad:
            yield source.error(
                f"the text contains {bad}, which cannot be printed or seen.",
                *key,
                remedy="Type it again without that.",
            )
        if len(text) > LONGEST_TEXT:
            yield source.error(
                f"the text is longer than {LONGEST_TEXT:,} characters.",
                *key,
                remedy="Make two clauses of it.",
            )


def _prose_findings(
    councils: Councils, facts: Facts | None, selection: Selection | None
) -> Iterator[Finding]:
    worded = councils.worded
    yield from _of_own_files(NAME_RULES[0].breaches(worded))
    prose = prose_of(worded)
    everywhere = Prose(councils.library, prose.passages)  # what is referred to may be anywhere
    for rule in PROSE_RULES:
        found = _of_own_files(rule.breaches(everywhere))
        kept = rule.id == "references-are-required"
        yield from found if kept else _as_warnings(found)
    style, _ = read_style(councils.folder / STYLE)
    for rule in style.rules:
        found = _of_own_files(_style_breaches(rule, prose, councils, facts, selection))
        named = (replace(each, level=rule.level, rule=rule.id) for each in found)
        yield from named if _about_some(rule) else _as_warnings(named)


def _style_breaches(
    rule: StyleRule,
    prose: Prose,
    councils: Councils,
    facts: Facts | None,
    selection: Selection | None,
) -> Iterator[Finding]:
    """Yield what breaks a rule; one under a condition, only in what stands in this council."""
    if rule.under is None:
        return rule.breaches(prose)
    if facts is None or selection is None:
        return iter(())
    if not parse_condition(rule.under, councils.vocabulary).holds(facts):
        return iter(())
    standing = {
        (clause, choice.variant.id)
        for clause, choice in selection.chosen.items()
        if choice.variant is not None
    }

    def applies(clause: Clause, variant: Variant | None) -> bool:
        if variant is None:
            return clause.id in selection.chosen
        return (clause.id, variant.id) in standing

    return rule.breaches(prose, applies)


def _about_some(rule: StyleRule) -> bool:
    return rule.clauses != Clauses() or rule.under is not None


def _of_own_files(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.where.startswith(OWN)]


def _as_warnings(findings: Iterable[Finding]) -> list[Finding]:
    return [
        replace(each, level=Level.WARNING) if each.level is Level.ERROR else each
        for each in findings
    ]


def _printed_findings(
    councils: Councils, configuration: Configuration | None, facts: Facts | None
) -> list[Finding]:
    """Return what reads badly in a wording that stands, as it is printed for the council."""
    if configuration is None or facts is None:
        return []
    worded = councils.worded
    conditions, _ = parse_library(worded, councils.vocabulary)
    found = proofread(worded, conditions, [(facts, configuration.council)])
    return _as_warnings(each for each in _of_own_files(found) if each.rule)


def _missing_companions(councils: Councils) -> Iterator[Finding]:
    """Yield what the catalogue says of a clause that the council leaves out."""
    catalogue, _ = read_catalogue(councils.folder / CATALOGUE)
    standing = {
        number: each for each in councils.library.clauses.values() for number in each.catalogue
    }
    for name, overlay in councils.library.left_out.items():
        numbers = councils.came.clauses[name].catalogue
        for link in catalogue.exactly_when:
            if link.number in numbers and link.number not in standing:
                yield overlay.source.error(
                    f"{name!r} may not be left out: the library is not whole without "
                    f"{catalogue.called(link.number)}.",
                    "leave_out",
                    remedy="Reword it instead.",
                )
        for link in catalogue.together:
            beside = standing.get(link.number)
            if link.other in numbers and link.other not in standing and beside:
                yield replace(
                    overlay.source.error(
                        f"{beside.id} is written to stand beside {name}, which is left out.",
                        "leave_out",
                        remedy="Read it, and reword it if it says too much now.",
                    ),
                    level=Level.WARNING,
                )
