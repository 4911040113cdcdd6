"""Which templates are allowed: a list of what may stand in one, checked before it is run.

The text of a template may come from a council's own overlay, so it is not trusted. What is not
named here (conditions, assignments, macros, calls, arithmetic, subscripts) is refused, and so is
every name that `names.py` does not give.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinja2 import nodes

from drafting.assembly.names import ANY_GROUP, Names
from drafting.library.nearest import did_you_mean

Scope = Mapping[str, str | int | Names | tuple[Names, ...]]

FILTERS = {"with_article": 0, "with_the": 0, "count": 1}
"""The filters and how many arguments each takes."""

PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


class TemplateProblem(Exception):
    """A template says something it may not. `line` counts from 1 within the template."""

    def __init__(self, message: str, line: int = 1, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.remedy = remedy


def check_template(tree: nodes.Template, names: Names) -> None:
    """Raise `TemplateProblem` unless everything in the template is allowed and known."""
    _check_block(tree.body, names.values, in_loop=False)


def _check_block(block: list[nodes.Node], scope: Scope, *, in_loop: bool) -> None:
    for node in block:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if not isinstance(child, nodes.TemplateData):
                    _check_expression(child, scope)
        elif isinstance(node, nodes.For) and not in_loop:
            _check_loop(node, scope)
        else:
            raise _not_allowed(node)


def _check_loop(loop: nodes.For, scope: Scope) -> None:
    target, source = loop.target, loop.iter
    if not isinstance(target, nodes.Name) or not isinstance(source, nodes.Name):
        raise _not_allowed(loop)
    if loop.else_ or loop.test or loop.recursive or target.name in {*scope, "ref", "loop"}:
        raise _not_allowed(loop)
    if not isinstance(_known(source.name, scope, source), tuple):
        raise TemplateProblem(f"{source.name!r} is no list of groups.", source.lineno)
    _check_block(loop.body, {**scope, target.name: ANY_GROUP}, in_loop=True)


def _check_expression(node: nodes.Node, scope: Scope) -> None:
    if isinstance(node, nodes.Call):
        _check_reference(node)
    elif isinstance(node, nodes.Filter) and node.node is not None:
        if len(node.args) != FILTERS.get(node.name, -1) or node.kwargs or node.dyn_args:
            raise _not_allowed(node)
        _check_value(node.node, scope)
        for argument in node.args:
            if not (isinstance(argument, nodes.Const) and isinstance(argument.value, str)):
                _check_value(argument, scope)
    else:
        _check_value(node, scope)


def _check_reference(node: nodes.Call) -> None:
    match node:
        case nodes.Call(
            node=nodes.Name(name="ref"),
            args=[nodes.Const(value=str())],
            kwargs=[],
            dyn_args=None,
            dyn_kwargs=None,
        ):
            return
        case _:
            raise _not_allowed(node)


def _check_value(node: nodes.Node, scope: Scope) -> None:
    found = _resolve(node, scope)
    if not isinstance(found, str | int):
        raise TemplateProblem(
            "this name stands for several values, not one.",
            node.lineno,
            "Add the name of one of them after a full stop.",
        )


def _resolve(node: nodes.Node, scope: Scope) -> str | int | Names | tuple[Names, ...]:
    if isinstance(node, nodes.Name):
        return _known(node.name, scope, node)
    if isinstance(node, nodes.Getattr):
        owner = _resolve(node.node, scope)
        return _known(node.attr, owner.values if isinstance(owner, Names) else {}, node)
    raise _not_allowed(node)


def _known(name: str, scope: Scope, node: nodes.Node) -> str | int | Names | tuple[Names, ...]:
    if name not in scope:
        raise TemplateProblem(
            f"there is no name {name!r} here.", node.lineno, did_you_mean(name, scope)
        )
    return scope[name]


def _not_allowed(node: nodes.Node) -> TemplateProblem:
    return TemplateProblem(
        f"a template may not hold this ({type(node).__name__.lower()}).",
        node.lineno,
        "Use a name, ref('clause-id'), with_article, with_the, count, or a loop over groups.",
    )
