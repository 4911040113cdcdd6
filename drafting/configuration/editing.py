"""Sets values in the text of a `council.yaml` and leaves everything else as it was typed.

A YAML writer keeps comments, but moves those that stand between two sections when a list above
them grows, and lays lines out anew. So the text is parsed only to learn where each value stands,
and only the characters of that value are replaced.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from drafting.configuration.keys import value_at
from drafting.findings import Refusal
from drafting.yaml_file import KeyPath, read_yaml_text

INDENT = 2  # columns by which a new section stands to the right of its key


def with_answers(text: str, answers: Mapping[tuple[str, ...], object]) -> str:
    """Return a YAML text with each value of `answers` set at its path.

    A mapping or list replaces the one that stands there, but keeps the parts that stay the same.
    None leaves the key empty. Sections that do not exist yet are added at the end of the section
    above them. Raises `Refusal` if `text` is not YAML that `drafting.yaml_file` reads.
    """
    data = read_yaml_text(text, Path("council.yaml")).data
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    for path, value in answers.items():
        apart = not any(_overlap(path, other) for other in answers if other != path)
        if not (apart and _same(value_at(data, *path), _plain(value))):
            text = _set(text, path, _plain(value))
    _verify(text, answers)
    return mark + text


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(a == b for a, b in zip(one, other, strict=False))


def _verify(text: str, answers: Mapping[tuple[str, ...], object]) -> None:
    data = read_yaml_text(text, Path("council.yaml")).data
    for path, value in answers.items():
        if not _same(value_at(data, *path), _plain(value)):
            raise ValueError(f"the value at {'.'.join(path)} could not be set")


def _same(one: Any, other: Any) -> bool:
    """Return whether two values are equal and of one type; `1` is not `true`."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other


def _plain(value: object) -> Any:
    """Return the value as a YAML file would give it back."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def _set(text: str, path: KeyPath, value: Any) -> str:
    root = _root(text)
    if root is None:
        return _with_lines(text, len(text), _block(_wrapped(path, value), 0))
    node, depth = root, 0
    while depth < len(path) and (below := _child(node, path[depth])) is not None:
        node, depth = below, depth + 1
    if depth < len(path) and _kind(node) == "MappingNode" and node.value:
        return _with_key(text, node, str(path[depth]), _wrapped(path[depth + 1 :], value))
    return _with_value(text, path[:depth], node, _wrapped(path[depth:], value))


def _wrapped(path: KeyPath, value: Any) -> Any:
    """Return the value inside the sections that lead to it."""
    for step in reversed(path):
        value = {step: value}
    return value


def _with_value(text: str, path: KeyPath, node: Any, value: Any) -> str:
    """Return the text with the value at a node that exists replaced."""
    if _same(value_at(_data(text), *path), value):
        return text
    if _kind(node) == "MappingNode" and isinstance(value, dict) and value and node.value:
        return _with_section(text, path, node, value)
    listed = _kind(node) == "SequenceNode" and bool(node.value)
    same_length = listed and isinstance(value, list) and len(value) == len(node.value)
    if listed and isinstance(value, list) and value and (same_length or not node.flow_style):
        return _with_items(text, path, value)
    if path and node.start_mark.index == node.end_mark.index:
        return _with_first_value(text, path, value)
    start, end = node.start_mark.index, _end(text, node)
    new = _flow(value, style=getattr(node, "style", None))
    return text[:start].rstrip(" ") + text[end:] if not new else text[:start] + new + text[end:]


def _with_first_value(text: str, path: KeyPath, value: Any) -> str:
    """Return the text with a value at a key that was left empty.

    The parser places an empty value at whatever comes next, so its place is found from its key.
    """
    key = next(key for key, _ in _node_at(text, path[:-1]).value if key.value == path[-1])
    after = text.index(":", key.end_mark.index) + 1
    if _stands_as_block(value):
        lines = _block(value, key.start_mark.column + INDENT)
        return _with_lines(text, _line_end(text, after), lines)
    return f"{text[:after]} {_flow(value)}{text[after:]}"


def _with_section(text: str, path: KeyPath, node: Any, value: dict[str, Any]) -> str:
    gone = [key for key, _ in node.value if key.value not in value]
    if any(node.flow_style or _shares_line(text, key) for key in gone):
        start, end = node.start_mark.index, _end(text, node)
        new = [_flow(value)] if node.flow_style else _block(value, node.start_mark.column)
        return text[:start] + _newline(text).join(new).lstrip() + text[end:]
    for name, item in value.items():
        text = _set(text, (*path, name), item)
    for key in gone:
        found = next(pair for pair in _node_at(text, path).value if pair[0].value == key.value)
        text = _without_lines(text, *found)
    return text


def _with_items(text: str, path: KeyPath, value: list[Any]) -> str:
    """Return the text with the items of a list set, more of them or fewer."""
    old = value_at(read_yaml_text(text, Path("council.yaml")).data, *path)
    for index in sorted(_surplus(old, value), reverse=True):
        item = _node_at(text, path).value[index]
        text = _without_lines(text, item, item)
    count = min(len(old), len(value))
    for index in range(count):
        text = _set(text, (*path, index), value[index])
    if len(value) > count:
        node = _node_at(text, path)
        lines = _block(value[count:], node.start_mark.column)
        text = _with_lines(text, _line_end(text, _end(text, node)), lines)
    return text


def _surplus(old: list[Any], new: list[Any]) -> list[int]:
    """Return which items of a list that grows shorter go: first those that are not in the new."""
    kept = [_identity(item) for item in new]
    gone = [index for index, item in enumerate(old) if _identity(item) not in kept]
    others = [index for index in range(len(old)) if index not in gone]
    return [*gone, *reversed(others)][: max(0, len(old) - len(new))]


def _identity(item: Any) -> Any:
    """Return what tells one item of a list from another: its id, or its first value."""
    return next(iter(item.values()), None) if isinstance(item, dict) else item


def _with_key(text: str, node: Any, name: str, value: Any) -> str:
    """Return the text with a new key at the end of the section at `node`."""
    if node.flow_style:
        last = _end(text, node.value[-1][1])
        return f"{text[:last]}, {_scalar(name)}: {_flow(value)}{text[last:]}"
    indent = node.value[0][0].start_mark.column
    return _with_lines(text, _line_end(text, _end(text, node)), _block({name: value}, indent))


def _without_lines(text: str, first: Any, last: Any) -> str:
    """Return the text without the lines on which two nodes, and what is between them, stand."""
    start = text.rfind("\n", 0, first.start_mark.index) + 1
    end = _line_end(text, max(_end(text, last), _end(text, first)))
    return text[:start] + text[end:].removeprefix("\r").removeprefix("\n")


# Where things stand in the text.


@lru_cache(maxsize=2)
def _data(text: str) -> Any:
    return read_yaml_text(text, Path("council.yaml")).data


@lru_cache(maxsize=2)
def _root(text: str) -> Any:
    return YAML(typ="rt", pure=True).compose(text)


def _node_at(text: str, path: KeyPath) -> Any:
    node = _root(text)
    for step in path:
        node = _child(node, step)
    return node


def _child(node: Any, step: str | int) -> Any:
    if _kind(node) == "MappingNode":
        return next((value for key, value in reversed(node.value) if key.value == step), None)
    if _kind(node) == "SequenceNode" and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _kind(node: Any) -> str:
    return type(node).__name__


def _end(text: str, node: Any) -> int:
    """Return where the last character of a node ends.

    The end that the parser gives for a block takes in the comments and blank lines after it.
    """
    if _kind(node) != "ScalarNode" and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    return (
        start + len(text[start:end].rstrip()) if getattr(node, "style", None) in {"|", ">"} else end
    )


def _shares_line(text: str, key: Any) -> bool:
    """Return whether a key stands on the line of the dash of a list."""
    return bool(text[text.rfind("\n", 0, key.start_mark.index) + 1 : key.start_mark.index].strip())


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _line_end(text: str, index: int) -> int:
    """Return where the line at `index` ends, before its line break."""
    end = text.find("\n", index)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end


# How new values are written.


def _with_lines(text: str, index: int, lines: list[str]) -> str:
    """Return the text with new lines after the line that ends at `index`."""
    newline = _newline(text)
    before, after = text[:index], text[index:]
    joined = newline.join(lines)
    if not before or before.endswith("\n"):
        return before + joined + newline + after
    return before + newline + joined + (after or newline)


def _stands_as_block(value: Any) -> bool:
    """Return whether a value takes lines of its own: a section, or a list of sections."""
    if isinstance(value, list):
        return any(isinstance(item, dict) for item in value)
    return isinstance(value, dict) and bool(value)


def _block(value: Any, indent: int) -> list[str]:
    """Return the lines of a section or of a list, from the column `indent`."""
    pad = " " * indent
    lines: list[str] = []
    if isinstance(value, list):
        for item in value:
            if _stands_as_block(item) and isinstance(item, dict):
                first, *rest = _block(item, indent + INDENT)
                lines += [f"{pad}- {first.strip()}", *rest]
            else:
                lines.append(f"{pad}- {_flow(item)}".rstrip())
        return lines
    for name, item in value.items():
        if _stands_as_block(item):
            lines += [f"{pad}{_scalar(name)}:", *_block(item, indent + INDENT)]
        else:
            lines.append(f"{pad}{_scalar(name)}: {_flow(item)}".rstrip())
    return lines


def _flow(value: Any, style: str | None = None) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_scalar(name)}: {_flow(item)}" for name, item in value.items())
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) or "null" for item in value) + "]"
    return _scalar(value, style)


def _scalar(value: Any, style: str | None = None) -> str:
    """Return one plain value, in the quotes of the value that it replaces if it had any."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime.date():
            return value.isoformat()
        case str():
            if style == "'" and value.isprintable():
                return "'" + value.replace("'", "''") + "'"
            return value if style != '"' and _is_plain(value) else _quoted(value)
        case _:
            return str(value)


def _is_plain(value: str) -> bool:
    """Return whether text may stand without quotes, in a list in brackets as well."""
    if (
        not value.isprintable()
        or value != value.strip()
        or any(c in value for c in "[]{},#:&*!|>'\"%@`")
    ):
        return False
    try:
        return read_yaml_text(f"[{value}]", Path("council.yaml")).data == [value]
    except Refusal:
        return False


def _quoted(value: str) -> str:
    """Return text in double quotes, with what cannot be seen spelt out."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'
