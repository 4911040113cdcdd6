"""Fills in templates, so that no value can ever be read as Markdown, HTML or a template.

A value never enters the text that is parsed. A placeholder, one private-use character, stands
for it there, and the value is put back into the plain spans after the Markdown has been read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, nodes, pass_context
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafting.assembly.english import article, plural, with_the
from drafting.assembly.names import Names
from drafting.assembly.provisions import Span
from drafting.assembly.templates import PRIVATE_USE, TemplateProblem, check_template
from drafting.configuration.text_checks import HIDDEN

LONGEST = 50_000  # characters of one clause, values included
FIRST_PLACEHOLDER, LAST_PLACEHOLDER = 0xE000, 0xF8FF

# Characters that turn, hide or break text: bidirectional controls (Unicode Standard Annex 9),
# control characters, line and paragraph separators, and what XML 1.0 does not allow. Those for
# private use would be taken for placeholders.
_UNSEEN = re.compile(
    f"{HIDDEN.pattern}|{PRIVATE_USE.pattern}|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]"
)

_ARTICLE_BEFORE = re.compile(rf"(?<![\w’'.-])([Aa]n?)( \**)({PRIVATE_USE.pattern})")

_VALUES = " values"  # not a name that a template could write


@dataclass(frozen=True)
class Rendered:
    """Text with placeholders in it, and the span that each placeholder stands for.

    `looped` tells that lines may have come out several times, so that markers may repeat.
    """

    text: str
    values: Mapping[str, Span]
    looped: bool = False

    def printed(self) -> str:
        """Return the text with each value in its place; a reference is the id of its clause."""
        shown = {ord(mark): span.text or span.reference for mark, span in self.values.items()}
        return self.text.translate(shown)


@dataclass(frozen=True)
class _Reference:
    clause_id: str


@dataclass
class _Values:
    """The values of one rendering, each under one placeholder."""

    placeholders: dict[Span, str] = field(default_factory=lambda: {})
    length: int = 0

    def keep(self, span: Span) -> str:
        self.length += len(span.text)
        placeholder = chr(FIRST_PLACEHOLDER + len(self.placeholders))
        if self.length > LONGEST or ord(placeholder) > LAST_PLACEHOLDER:
            raise TemplateProblem(f"the clause is longer than {LONGEST:,} characters.")
        return self.placeholders.setdefault(span, placeholder)


def visible(value: str) -> str:
    """Return a value with each character that would turn, hide or break text made visible."""
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", value)


@pass_context
def _placeholder(context: Context, value: object) -> str:
    """Return what the template prints in place of a value."""
    values: _Values = context[_VALUES]
    match value:
        case Undefined():
            return str(value)  # which raises, because undefined names are strict
        case _Reference(clause_id):
            return values.keep(Span("", reference=clause_id))
        case str():
            return values.keep(Span(visible(value)))
        case int() if not isinstance(value, bool):
            return values.keep(Span(str(value)))
        case _:
            raise TemplateProblem(f"a {type(value).__name__} cannot be printed.")


@pass_context
def _count(context: Context, number: object, noun: str) -> str:
    """Return "1 working day" or "5 working days". The council's plural of its members is used."""
    if not isinstance(number, int) or isinstance(number, bool):
        raise TemplateProblem("`count` follows a number.")
    if number == 1:
        return f"1 {noun}"
    term: Names = context["term"]
    own = term.values["members"] if noun == term.values["member"] else plural(noun)
    return f"{number} {own}"


def _with_article(words: object) -> str:
    return f"{article(str(words))} {words}"


def _with_the(name: object) -> str:
    return with_the(str(name))


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which only the values of `Names` have attributes."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Names) and attribute in obj.values:
            return obj.values[attribute]
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.undefined(obj=obj, name=str(argument))


def _sandbox() -> _Sandbox:
    environment = _Sandbox(
        undefined=StrictUndefined,
        finalize=_placeholder,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,
        cache_size=0,
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    filters: dict[str, Any] = environment.filters
    filters.update({"with_article": _with_article, "with_the": _with_the, "count": _count})
    return environment


_ENVIRONMENT = _sandbox()


@lru_cache(maxsize=2048)
def _parsed(text: str) -> nodes.Template:
    return _ENVIRONMENT.parse(text)


@lru_cache(maxsize=2048)
def _compiled(text: str) -> Template:
    return _ENVIRONMENT.from_string(text)


def check_names(text: str, names: Names) -> None:
    """Raise `TemplateProblem` unless the template is one, and all in it is allowed and known."""
    try:
        check_template(_parsed(text), names)
    except TemplateError as problem:
        raise _not_a_template(problem) from None


def names_used(text: str) -> frozenset[str]:
    """Return the names that a template begins an expression with, such as `term` and `groups`.

    Raises `TemplateProblem` when the text is no template.
    """
    try:
        found = _parsed(text).find_all(nodes.Name)
        return frozenset(each.name for each in found if each.ctx == "load")
    except TemplateError as problem:
        raise _not_a_template(problem) from None


def references_in(text: str) -> tuple[tuple[str, int], ...]:
    """Return each clause that a template refers to, with the line within the text.

    A text that is no template refers to none.
    """
    found: list[tuple[str, int]] = []
    with suppress(TemplateError):
        for call in _parsed(text).find_all(nodes.Call):
            match call:
                case nodes.Call(node=nodes.Name(name="ref"), args=[nodes.Const(value=str(name))]):
                    found.append((name, call.lineno))
                case _:
                    pass
    return tuple(found)


def _not_a_template(problem: TemplateError) -> TemplateProblem:
    return TemplateProblem(f"{problem.message}.", getattr(problem, "lineno", None) or 1)


def render(text: str, names: Names) -> Rendered:
    """Fill in the template `text`.

    Raises `TemplateProblem`, with the line within the text, when the template holds what
    `templates.py` does not allow, names what is not there, or grows too long.
    """
    if PRIVATE_USE.search(text):
        raise TemplateProblem("the text holds a character for private use.", remedy="Remove it.")
    values = _Values()
    pieces: list[str] = []
    try:
        check_template(_parsed(text), names)
        context = {**names.values, "ref": _Reference, _VALUES: values}
        for piece in _compiled(text).generate(context):
            pieces.append(piece)
            values.length += len(piece)
            if values.length > LONGEST:
                raise TemplateProblem(f"the clause is longer than {LONGEST:,} characters.")
    except TemplateError as problem:
        raise _not_a_template(problem) from None
    except RecursionError:
        raise TemplateProblem("the template is nested too deep.") from None
    spans = {character: span for span, character in values.placeholders.items()}
    return Rendered(_with_fitting_articles("".join(pieces), spans), spans, looped="{%" in text)


def _with_fitting_articles(text: str, values: Mapping[str, Span]) -> str:
    """Return the text with each `a` or `an` before a value as the value is spoken.

    An author writes `a {{ term.executive }}`, and a council may call that its Executive.
    """

    def fitting(match: re.Match[str]) -> str:
        value = values[match[3]].text
        if not value[:1].isalnum():
            return match[0]
        fit = article(value)
        return f"{fit.capitalize() if match[1][0] == 'A' else fit}{match[2]}{match[3]}"

    return _ARTICLE_BEFORE.sub(fitting, text)
