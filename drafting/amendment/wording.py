"""The difference between two wordings, in whole words and phrases.

Words are mapped to single characters and compared by diff-match-patch; what it finds is then
cleaned for a reader: no lone space or mark is kept between two changes, and a text that is mostly
new is shown as replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

# Below this share of kept characters a text reads better as replaced than as patched.
LEAST_KEPT = 0.35

FEW_WORDS = 4  # in a text so short every change is seen at a glance
MOST_PLACES = 2  # in which a text may grow or shrink a great deal and is not shown as replaced
# More words than this take diff-match-patch, which is written in Python, too long.
LONGEST_COMPARED = 1_500

Edit = tuple[bool, int, int, int, int]  # kept, old start and end, new start and end

_FIRST_CODE = 0xE000  # private use, then the supplementary planes: no character of any text


def differences(
    old: Sequence[str], new: Sequence[str], old_text: Sequence[str], new_text: Sequence[str]
) -> list[Edit]:
    """Return the edits that turn `old` into `new`, in order; kept stretches are included.

    `old` and `new` are keys that are equal when two words are the same; `old_text` and
    `new_text` are the words as read, of the same lengths, which the cleaning looks at.
    """
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    few = _few(old_text, new_text)
    middle = _compare(old[start : len(old) - end], new[start : len(new) - end], few=few)
    edits: list[Edit] = [(True, 0, start, 0, start)] if start else []
    edits += [(kept, a + start, b + start, c + start, d + start) for kept, a, b, c, d in middle]
    if end:
        edits.append((True, len(old) - end, len(old), len(new) - end, len(new)))
    return _cleaned(edits, old_text, new_text)


def likeness_of(edits: Sequence[Edit], old_text: Sequence[str], new_text: Sequence[str]) -> float:
    """Return the share of characters that the edits keep, from 0 to 1."""
    kept = sum(len("".join(old_text[a:b])) for keep, a, b, _, _ in edits if keep)
    longest = max(len("".join(old_text)), len("".join(new_text)), 1)
    return kept / longest


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _compare(old: Sequence[str], new: Sequence[str], *, few: bool) -> list[Edit]:
    if not old or not new:
        return [(False, 0, len(old), 0, len(new))] if old or new else []
    codes: dict[str, str] = {}
    one, other = _encoded(old, codes), _encoded(new, codes)
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # exact, so that the same input gives the same output
    if len(one) + len(other) > LONGEST_COMPARED:
        found = _long_difference(one, other)
    else:
        found = cast("list[tuple[int, str]]", engine.diff_main(one, other, False))
    if not few:
        engine.diff_cleanupSemantic(found)
    edits: list[Edit] = []
    a = c = 0
    for operation, text in found:
        size = len(text)
        b, d = a + (size if operation <= 0 else 0), c + (size if operation >= 0 else 0)
        edits.append((operation == 0, a, b, c, d))
        a, c = b, d
    return edits


def _long_difference(one: str, other: str) -> list[tuple[int, str]]:
    """Return what diff-match-patch would, in time that does not grow with what differs."""
    found: list[tuple[int, str]] = []
    for code in Indel.opcodes(one, other):
        gone, come = one[code.src_start : code.src_end], other[code.dest_start : code.dest_end]
        if code.tag == "equal":
            found.append((0, gone))
            continue
        found += [(sign, text) for sign, text in ((-1, gone), (1, come)) if text]
    return found


def _encoded(words: Sequence[str], codes: dict[str, str]) -> str:
    for word in words:
        if word not in codes:
            number = _FIRST_CODE + len(codes)
            codes[word] = chr(number if number < 0xF8FF else number + 0x10000)
    return "".join(codes[word] for word in words)


def _cleaned(edits: Sequence[Edit], old_text: Sequence[str], new_text: Sequence[str]) -> list[Edit]:
    """Join changes that only a space or a mark keeps apart; replace what is mostly new."""
    joined = _whole(_joined(edits, old_text))
    mostly_new = old_text and new_text and likeness_of(joined, old_text, new_text) < LEAST_KEPT
    if mostly_new and not _few(old_text, new_text) and not _one_way(joined):
        return [(False, 0, len(old_text), 0, len(new_text))]
    return joined


def _few(old_text: Sequence[str], new_text: Sequence[str]) -> bool:
    """Return whether a text is so short that a reader sees each change in it at a glance."""
    return all(sum(map(_says, side)) <= FEW_WORDS for side in (old_text, new_text))


def _says(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


def _one_way(edits: Sequence[Edit]) -> bool:
    """Return whether text only goes or only comes, in few places: that reads well as it is."""
    changed = [edit for edit in edits if not edit[0]]
    if len(changed) > MOST_PLACES:
        return False
    return all(a == b for _, a, b, _, _ in changed) or all(c == d for _, _, _, c, d in changed)


def _joined(edits: Sequence[Edit], old_text: Sequence[str]) -> list[Edit]:
    result: list[Edit] = []
    for number, (kept, a, b, c, d) in enumerate(edits):
        inside = 0 < number < len(edits) - 1
        slight = kept and inside and not any(map(_says, old_text[a:b]))
        joins = (not kept or slight) and result and not result[-1][0]
        if joins:
            _, first_a, _, first_c, _ = result[-1]
            result[-1] = (False, first_a, b, first_c, d)
        else:
            result.append((kept, a, b, c, d))
    return result


def _whole(edits: Sequence[Edit]) -> list[Edit]:
    """Drop empty stretches and join kept stretches that meet."""
    result: list[Edit] = []
    for kept, a, b, c, d in edits:
        if a == b and c == d:
            continue
        if result and result[-1][0] == kept:
            result[-1] = (kept, result[-1][1], b, result[-1][3], d)
        else:
            result.append((kept, a, b, c, d))
    return result
