"""Scripts, style sheets and data as short as a phone may load them; what they do stays the same."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

_BEFORE_REGEX = (
    "(,=:[!&|?{};>\n"  # after one of these a slash begins a regular expression, and divides nothing
)
_OFTEN = 3  # objects of the same keys that share a function


def script(source: str) -> str:
    """A script without comments and needless white space. Line ends that may end a statement stay."""
    out: list[str] = []
    for token in _tokens(source):
        if not token.isspace():
            out.append(token)
        elif "\n" in token:
            out.append("\n")
        else:
            out.append(" ")
    text = ""
    for place, token in enumerate(out):
        after = out[place + 1][0] if place + 1 < len(out) else ""
        if token.isspace() and not _is_needed(token, text[-1:], after):
            continue
        text += token
    return text


def _is_needed(space: str, before: str, after: str) -> bool:
    """Whether white space parts two words or two signs, or may end a statement."""
    if space == "\n":
        return before not in "{(,;[\n" and after not in "})]"
    is_word = (before.isalnum() or before in "_$") and (after.isalnum() or after in "_$")
    return is_word or (before == after and before in "+-")


def _tokens(source: str) -> Iterator[str]:
    """Strings, templates, regular expressions, runs of white space, and whatever else; comments are left out."""
    place, last = 0, "\n"
    while place < len(source):
        sign = source[place]
        if source.startswith("//", place):
            place = source.index("\n", place)
            continue
        if source.startswith("/*", place):
            place = source.index("*/", place) + 2
            continue
        if sign in "\"'`":
            end = _end_of_text(source, place)
        elif sign == "/" and last in _BEFORE_REGEX:
            match = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\]|\\.)*\])+/\w*").match(
                source, place
            )
            end = match.end() if match else place + 1
        elif sign.isspace():
            match = re.compile(r"\s+").match(source, place)
            end = match.end() if match else place + 1
        else:
            end = place + 1
        token = source[place:end]
        yield token
        last = last if token.isspace() and "\n" not in token else token.strip(" \t")[-1]
        place = end


def _end_of_text(source: str, place: int) -> int:
    """Where the string or template that begins here ends."""
    quote, place = source[place], place + 1
    while source[place] != quote:
        if quote == "`" and source.startswith("${", place):
            place = _end_of_braces(source, place + 2)
        else:
            place += 2 if source[place] == "\\" else 1
    return place + 1


def _end_of_braces(source: str, place: int) -> int:
    """Where what stands in the braces of a template ends."""
    depth = 1
    while depth:
        if source[place] in "\"'`":
            place = _end_of_text(source, place)
            continue
        depth += {"{": 1, "}": -1}.get(source[place], 0)
        place += 1
    return place


def style(source: str) -> str:
    """A style sheet without comments and needless white space."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    source = re.sub(r"\s*([{};,])\s*", r"\1", source)
    return re.sub(r":\s+", ":", source).replace(";}", "}")


def literal(value: Any) -> str:
    """Plain JSON as a JavaScript expression: objects of the same keys are made by one function."""
    counts = Counter(tuple(one) for one in _objects(value))
    makers = {
        keys: f"_{place}"
        for place, (keys, many) in enumerate(counts.items())
        if many >= _OFTEN and all(re.fullmatch(r"[A-Za-z_]\w*", key) for key in keys)
    }
    functions = ",".join(
        f"{name}=({','.join(f'${key}' for key in keys)})=>({{{','.join(f'{key}:${key}' for key in keys)}}})"
        for keys, name in makers.items()
    )
    body = _expression(value, makers)
    return f"(()=>{{const {functions};return {body}}})()" if functions else body


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    inside = (
        value.values()
        if isinstance(value, dict)
        else value
        if isinstance(value, list | tuple)
        else ()
    )
    for one in inside:
        yield from _objects(one)


def _expression(value: Any, makers: dict[tuple[str, ...], str]) -> str:
    if isinstance(value, dict):
        parts = [_expression(inside, makers) for inside in value.values()]
        if maker := makers.get(tuple(value)):
            return f"{maker}({','.join(parts)})"
        keys = map(json.dumps, value)
        return f"({{{','.join(f'{key}:{part}' for key, part in zip(keys, parts, strict=True))}}})"
    if isinstance(value, list | tuple):
        return f"[{','.join(_expression(inside, makers) for inside in value)}]"
    return json.dumps(value, ensure_ascii=False)
