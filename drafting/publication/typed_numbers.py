"""Numbers for a protocol whose numbers are typed in the text, in the way they are typed there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafting.constitution.looks import HEADING, LEVELS, PROTOCOL
from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.placement import Placement
from drafting.constitution.typed_labels import TypedLabel
from drafting.word.numbering import number_text

_COUNTED = re.compile(r"(?P<stem>.*?)(?P<number>\d+)?(?P<letters>[A-Z]*)(?P<tail>\W*)$")
_NUMBER = re.compile(r"\d.*")


@dataclass
class TypedNumbers:
    """Gives each block of a protocol its typed label, in order.

    `models` gives, for each level whose numbers are typed, the label that it starts with here.
    Paragraphs count under their heading (`nested`: 5.3.1), under its place where it has no number
    (`by_place`: 3.1 is the first under the third), start again under each heading (`restarts`), or
    count straight on. The numbers in `taken`, by level, stand elsewhere: where
    8.90 does, 8.89A follows 8.89.
    """

    protocol: TypedLabel | None
    models: Mapping[int, TypedLabel]
    typed: Collection[int]
    nested: bool = False
    restarts: bool = False
    by_place: bool = False
    taken: Mapping[int, Collection[str]] = field(default_factory=lambda: {})
    last: dict[int, str] = field(default_factory=lambda: {})
    counts: dict[int, int] = field(default_factory=lambda: {})
    place: int = 0

    def next(self, level: int) -> tuple[str, str]:
        """Return the label of the next block and what parts it from the text; "" without one.

        `level` is PROTOCOL, HEADING, or 1 to 3 for a paragraph.
        """
        model = self.protocol if level == PROTOCOL else self.models.get(level)
        self.counts = {n: count for n, count in self.counts.items() if n <= level}
        if level == HEADING and (self.nested or self.restarts):
            self.last.pop(1, None)
        self.place += level == HEADING
        if level not in self.typed or (level < 2 and model is None):
            return "", ""
        label = self._label(level, model)
        self.last[level] = label
        return label, model.gap if model else "\t"

    def stands(self, level: int, label: str) -> None:
        """Take a number that stands in the text, so that those after it count on from it."""
        if level not in self.typed:
            return
        self.counts = {n: count for n, count in self.counts.items() if n <= level}
        if level == HEADING and (self.nested or self.restarts):
            self.last.pop(1, None)
        self.place += level == HEADING
        self.last[level] = label
        last = re.search(r"(\d+)\D*$", label)
        self.counts[level] = int(last[1]) if last else self.counts.get(level, 0) + 1

    def _label(self, level: int, model: TypedLabel | None) -> str:
        if level == PROTOCOL and self.protocol:
            return self.protocol.label
        if level == 1 and self.by_place:
            return f"{self.place}.{self._count(level)}"
        figures = model is not None and model.figures
        if figures and (level == 2 or (level == 1 and self.nested)):
            count = self._count(level)
            return f"{self.last.get(level - 1, '').rstrip('.')}.{count}"
        if level < 2 and model is not None:
            before = self.last.get(level)
            return following(before, self.taken.get(level, ())) if before else model.label
        shown = number_text(self._count(level), "lowerLetter" if level == 2 else "lowerRoman")
        return f"({shown})" if model is None or model.label.startswith("(") else shown

    def _count(self, level: int) -> int:
        self.counts[level] = self.counts.get(level, 0) + 1
        return self.counts[level]


def typed_numbers(
    constitution: Constitution,
    placement: Placement,
    levels: Mapping[int, int],
    typed: Collection[int],
    before: TypedNumbers | None = None,
    *,
    stays: bool = False,
) -> TypedNumbers:
    """Return the typed numbers for a protocol, learned from it or from the section before it.

    With `stays` what stands in it keeps its number, and no new number is one of those: after 3.8
    comes 3.8A, where 3.9 stands later.

    `levels` gives the level of each depth of paragraph, and `typed` the levels whose numbers are
    typed. `before` numbers a protocol that ends where this one is inserted.
    """
    labels = _Labels(constitution, placement, levels)
    models = {level: found[0] for level in (HEADING, *LEVELS) if (found := labels.inside(level))}
    heading, first = models.get(HEADING), models.get(1)
    nested = bool(heading and first and first.label.startswith(heading.label.rstrip(".") + "."))
    restarts = not nested and labels.restart()
    own = stays and not nested and not restarts
    numbers = TypedNumbers(
        protocol=None if placement.existing else labels.after_model(before),
        models=models,
        typed=typed,
        nested=nested,
        restarts=restarts,
        by_place=heading is None and labels.by_place(),
        taken={
            level: [
                *(labels.outside(models[level]) if labels.run_on(level) else ()),
                *(each.label for each in labels.inside(level) if own),
            ]
            for level in (HEADING, 1)
            if level in models and (own or labels.run_on(level))
        },
    )
    if not placement.existing:
        _start_after(numbers, labels, before)
    return numbers


def _start_after(numbers: TypedNumbers, labels: _Labels, before: TypedNumbers | None) -> None:
    """Let an inserted protocol count on from the section before it, or under its own number."""
    for level in numbers.taken:
        last = before.last.get(level) if before else None
        numbers.last[level] = last or labels.inside(level)[-1].label
    old = _NUMBER.search(labels.placement.model.typed.label if labels.placement.model.typed else "")
    new = _NUMBER.search(numbers.protocol.label if numbers.protocol else "")
    if old and new:
        numbers.models = {
            level: replace(model, label=new[0] + model.label.removeprefix(old[0]))
            if model.label.startswith(f"{old[0]}.")
            else model
            for level, model in numbers.models.items()
        }


@dataclass(frozen=True)
class _Labels:
    """The typed labels in the model section of a placement, and around it."""

    constitution: Constitution
    placement: Placement
    levels: Mapping[int, int]

    def _provisions(self) -> Sequence[Provision]:
        section = self.constitution.section(self.placement.model)
        return self.constitution.provisions[section.start + 1 : section.end]

    def _level(self, provision: Provision) -> int | None:
        if provision.heading:
            return HEADING if provision.depth == self.placement.depth + 1 else None
        return self.levels.get(provision.depth) if provision.kind is Kind.PARAGRAPH else None

    def inside(self, level: int) -> list[TypedLabel]:
        """Return the typed labels of a level in the section."""
        return [p.typed for p in self._provisions() if p.typed and self._level(p) == level]

    def outside(self, model: TypedLabel) -> list[str]:
        """Return the labels of the kind of `model` outside the section, in order."""
        section = self.constitution.section(self.placement.model)
        return [
            each.typed.label
            for each in self.constitution.provisions
            if each.typed and not section.start <= each.block < section.end
            if _kind(each.typed.label) == _kind(model.label)
        ]

    def run_on(self, level: int) -> bool:
        """Return whether the labels of a level run on from section to section."""
        found = [each.label for each in self.inside(level)]
        section = self.constitution.section(self.placement.model)
        around = self.constitution.provisions
        kind = _kind(found[0])
        before = [p.typed.label for p in around[: section.start] if p.typed]
        after = [p.typed.label for p in around[section.end :] if p.typed]
        last = next((each for each in reversed(before) if _kind(each) == kind), "")
        first = next((each for each in after if _kind(each) == kind), "")
        return (bool(last) and following(last) == found[0]) or following(found[-1]) == first

    def by_place(self) -> bool:
        """Return whether paragraphs are numbered by the place of their heading: 3.1, 3.2, 4.1."""
        place, firsts, waits = 0, list[bool](), False
        for each in self._provisions():
            level = self._level(each)
            if level == HEADING:
                place, waits = place + 1, True
            elif level == 1 and each.typed and waits:
                firsts.append(each.typed.label == f"{place}.1")
                waits = False
        return len(firsts) > 1 and all(firsts)

    def restart(self) -> bool:
        """Return whether the paragraphs of the section count from the same number again."""
        found = [each.label for each in self.inside(1)]
        return found.count(found[0]) > 1 if found else False

    def after_model(self, before: TypedNumbers | None) -> TypedLabel | None:
        """Return the label of a section inserted after the model: 5D, or 5CA where 5D stands."""
        model = self.placement.model.typed
        if model is None:
            return None
        taken = {each.typed.label for each in self.constitution.provisions if each.typed}
        last = before.protocol.label if before and before.protocol else model.label
        return replace(model, label=following(last, taken))


def following(label: str, taken: Collection[str] = ()) -> str:
    """Return the label after another: 8.64 after 8.63, 8.63A if 8.64 is taken, then 8.63B."""
    found = _COUNTED.match(label)
    if found is None or not (found["number"] or found["letters"]):
        return label
    stem, number, letters, tail = found.group("stem", "number", "letters", "tail")
    if letters:
        after = f"{stem}{number or ''}{_next_letters(letters)}{tail}"
    else:
        after = f"{stem}{int(number) + 1}{tail}"
    if after not in taken:
        return after
    after = f"{stem}{number or ''}{letters}A{tail}"
    return after if after not in taken else following(after, taken)


def _next_letters(letters: str) -> str:
    kept, last = letters[:-1], letters[-1]
    if last != "Z":
        return kept + chr(ord(last) + 1)
    return (_next_letters(kept) if kept else "A") + "A"


def _kind(label: str) -> str:
    """Return a form that is equal for labels of one series: 8.63 and 8.64A, not 9.1."""
    found = _COUNTED.match(label)
    return label if found is None else f"{found['stem']}0{found['tail']}"
