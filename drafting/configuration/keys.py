"""The keys of `council.yaml` as the models know them: which exist, where, and what each is for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from drafting.configuration.council import Council
from drafting.configuration.section import Section
from drafting.yaml_file import KeyPath

NEAR = 60  # of 100: names less alike than this are not offered


def nearest(word: object, known: Iterable[str]) -> str:
    """Return the known word most like `word`, or nothing if none is near."""
    found = process.extractOne(
        str(word), tuple(known), scorer=fuzz.ratio, processor=default_process, score_cutoff=NEAR
    )
    return found[0] if found else ""


def nearest_first(word: object, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known words, the one most like `word` first and the rest in their order."""
    words = tuple(known)
    near = nearest(word, words)
    return (near, *(other for other in words if other != near)) if near else words


def dotted(key: KeyPath) -> str:
    """Return a path as a person writes it: `groups[2].seats`, list items counted from 1."""
    text = ""
    for step in key:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def value_at(data: object, *key: str | int) -> Any:
    """Return what stands at `key` in plain data, or nothing if nothing can stand there."""
    for step in key:
        if isinstance(data, Mapping):
            data = data.get(step)  # pyright: ignore[reportUnknownVariableType]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def names_in(*key: str | int) -> tuple[str, ...]:
    """Return the names of the keys of the section at `key`; none if it is not a section."""
    section = _type_at(key)
    if isinstance(section, type) and issubclass(section, Section):
        return tuple(section.model_fields)
    return ()


def field_at(*key: str | int) -> FieldInfo | None:
    """Return what the models say of the key at `key`, if they know it by that very name."""
    if not key:
        return None
    section = _type_at(key[:-1])
    if isinstance(section, type) and issubclass(section, Section):
        return section.model_fields.get(str(key[-1]))
    return None


def choices_at(*key: str | int) -> tuple[str, ...]:
    """Return the words that may stand at `key` when the models list them."""
    kind = _type_at(key)
    return get_args(kind) if get_origin(kind) is Literal else ()


def places_of(name: str) -> tuple[str, ...]:
    """Return every place outside lists where a key called `name` belongs, as dotted paths."""
    return tuple(dotted(path) for path in _paths(Council, ()) if path[-1] == name)


def _paths(section: type[Section], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, found in section.model_fields.items():
        path = (*above, name)
        yield path
        kind = _without_none(found.annotation)
        if isinstance(kind, type) and issubclass(kind, Section):
            yield from _paths(kind, path)


def _type_at(key: KeyPath) -> Any:
    """Return the type of what stands at `key` in the models, or None."""
    kind: Any = Council
    for step in key:
        origin = get_origin(kind)
        if origin is tuple and isinstance(step, int):
            kind = _without_none(get_args(kind)[0])
        elif origin is Mapping and isinstance(step, str):
            kind = _without_none(get_args(kind)[1])
        elif isinstance(kind, type) and issubclass(kind, Section):
            found = kind.model_fields.get(str(step))
            kind = _without_none(found.annotation) if found else None
        else:
            return None
    return kind


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in {Union, UnionType}:
        return next(part for part in get_args(kind) if part is not NoneType)
    return kind


def in_words(value: object) -> str:
    """Return a value of the file as a person would name it: its kind and what it says."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the answer {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case datetime.date():
            return f"the date {value.isoformat()}"
        case str():
            return f"the text {shown(value)}"
        case list() | tuple():
            return "a list"
        case _:
            return "a section with keys of its own"


def shown(text: str, longest: int = 60) -> str:
    """Return text in quotes, cut if long, with every character that cannot be seen spelt out."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    seen = "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in cut)
    return f"“{seen}”"
