"""The difference between two wordings, in whole words and phrases.

What two short texts share is the most that they can: long words rather than short ones. In longer
ones words are mapped to single characters and compared by diff-match-patch. What is found is then
cleaned for a reader. No lone space or comma is kept between two changes, unless a sentence ends or
two phrases part there; a sentence that comes or goes is marked from its first word to its last; and
a sentence that is mostly new is shown as replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from drafting.amendment.heaviest import heaviest_common
from drafting.amendment.phrases import ends_sentence, opens_phrase, parts_phrases

# Below this share of kept characters a text reads better as replaced than as patched.
LEAST_KEPT = 0.35

FEW_WORDS = 4  # in a text so short every change is seen at a glance
MOST_PLACES = 2  # in which a text may grow or shrink a great deal and is not shown as replaced
# Kept alone between two longer changes, they make neither easier to read.
_SAY_LITTLE = frozenset(
    "a an and any are as at be by for from has have in is it its may must no not of on or shall "
    "that the their this to was were which who will with".split()
)
WEIGHT_UNSEEN = 20  # characters that a picture, or the mark of a note, is worth
MOST_WEIGHED = 4_000  # pairs of words; diff-match-patch, which weighs none, is faster with more
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
    inner = slice(start, len(old) - end)
    middle = _compare(old[inner], new[start : len(new) - end], old_text[inner])
    edits: list[Edit] = [(True, 0, start, 0, start)] if start else []
    edits += [(kept, a + start, b + start, c + start, d + start) for kept, a, b, c, d in middle]
    if end:
        edits.append((True, len(old) - end, len(old), len(new) - end, len(new)))
    edits = _begun_well(edits, (old, new), (old_text, new_text))
    edits = _joined(edits, old_text, few=_few(old_text, new_text))
    return _replaced(list(_sentences(edits, old_text, new_text)), old_text, new_text)


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


def _compare(old: Sequence[str], new: Sequence[str], old_text: Sequence[str]) -> list[Edit]:
    if not old or not new:
        return [(False, 0, len(old), 0, len(new))] if old or new else []
    if len(old) * len(new) <= MOST_WEIGHED:
        weights = [
            (len(word) or WEIGHT_UNSEEN) + parts_phrases(old_text, n)
            for n, word in enumerate(old_text)
        ]
        return _around(heaviest_common(old, new, weights), len(old), len(new))
    codes: dict[str, str] = {}
    one, other = _encoded(old, codes), _encoded(new, codes)
    if len(one) + len(other) > LONGEST_COMPARED:
        found = _long_difference(one, other)
    else:
        engine = diff_match_patch()
        engine.Diff_Timeout = 0  # exact, so that the same input gives the same output
        found = cast("list[tuple[int, str]]", engine.diff_main(one, other, False))
    edits: list[Edit] = []
    a = c = 0
    for operation, text in found:
        size = len(text)
        b, d = a + (size if operation <= 0 else 0), c + (size if operation >= 0 else 0)
        edits.append((operation == 0, a, b, c, d))
        a, c = b, d
    return _whole(edits)


def _around(pairs: Sequence[tuple[int, int]], old: int, new: int) -> list[Edit]:
    """Return the edits of two texts so long of which these pairs of words are kept."""
    edits: list[Edit] = []
    a = c = 0
    for i, j in (*pairs, (old, new)):
        edits += [(False, a, i, c, j), (True, i, min(i + 1, old), j, min(j + 1, new))]
        a, c = i + 1, j + 1
    return _whole(edits)


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


def _begun_well(
    edits: Sequence[Edit], keys: tuple[Sequence[str], ...], texts: tuple[Sequence[str], ...]
) -> list[Edit]:
    """Let what only comes or goes begin where a sentence or a phrase does, where it can.

    Before “The Leader presides”, a new “The Mayor votes.” is that, and not “Mayor votes. The”.
    Else it begins as late as it can, so that the space behind it goes with it.
    """
    result = list(edits)
    for n in range(1, len(result) - 1):
        before, (kept, a, b, c, d), after = result[n - 1 : n + 2]
        if kept or (a != b and c != d):
            continue
        side, first, last = (0, a, b) if c == d else (1, c, d)
        by = _best_shift(keys[side], texts[side], (first, last), before, after)
        result[n - 1] = (True, before[1], before[2] + by, before[3], before[4] + by)
        result[n] = (False, a + by, b + by, c + by, d + by)
        result[n + 1] = (True, after[1] + by, after[2], after[3] + by, after[4])
    return _whole(result)


def _best_shift(
    keys: Sequence[str], text: Sequence[str], place: tuple[int, int], before: Edit, after: Edit
) -> int:
    """Return by how many words to move what comes or goes between what is kept around it."""
    first, last = place
    low = high = 0
    while low > before[1] - before[2] and keys[first + low - 1] == keys[last + low - 1]:
        low -= 1
    while high < after[2] - after[1] and keys[first + high] == keys[last + high]:
        high += 1
    return max(range(low, high + 1), key=lambda by: (opens_phrase(text, first + by), by))


def _joined(edits: Sequence[Edit], old_text: Sequence[str], *, few: bool) -> list[Edit]:
    """Join changes that too little keeps apart; of a `few` words all are worth keeping."""
    result: list[Edit] = []
    for edit in edits:
        result.append(edit)
        while len(result) > 2 and not edit[0] and _apart_by_little(result[-3:], old_text, few=few):
            _, a, _, c, _ = result[-3]
            result[-3:] = [(False, a, result[-1][2], c, result[-1][4])]
    return result


def _apart_by_little(edits: Sequence[Edit], old_text: Sequence[str], *, few: bool) -> bool:
    """Return whether only a mark, or a word that says little, is kept between two changes."""
    one, (kept, a, b, _, _), other = edits
    if not kept or any(parts_phrases(old_text, n) for n in range(a, b)):
        return False
    words = [word for word in old_text[a:b] if _says(word)]
    if not words:
        return True
    slight = len(words) == 1 or all(word.lower() in _SAY_LITTLE for word in words)
    return (
        slight
        and not few
        and all(
            edit[1] != edit[2]
            and edit[3] != edit[4]
            and b - a <= max(edit[2] - edit[1], edit[4] - edit[3])
            for edit in (one, other)
        )
    )


def _sentences(
    edits: Sequence[Edit], old_text: Sequence[str], new_text: Sequence[str]
) -> Iterator[list[Edit]]:
    """Yield the edits sentence by sentence; the space that is kept between two stands by itself.

    So do sentences that only come or go, and what has no text: a picture, or the mark of a note.
    """
    sentence: list[Edit] = []
    for kept, a, b, c, d in edits:
        if not kept:
            sentence.append((False, a, b, c, d))
            gone, come = old_text[a:b], new_text[c:d]
            if len(sentence) == 1 and not (gone and come) and _ends(gone or come):
                yield sentence
                sentence = []
            continue
        done = a
        for n in range(a, b):
            if not old_text[n]:
                sentence += [(True, done, n, c + done - a, c + n - a)] if done < n else []
                yield from ([sentence] if sentence else [])
                sentence, done = [], n
            alone = not sentence and not old_text[n].strip() and done == n
            if alone or (ends_sentence(old_text, n) and ends_sentence(new_text, c + n - a)):
                yield [*sentence, (True, done, n + 1, c + done - a, c + n + 1 - a)]
                sentence, done = [], n + 1
        if done < b:
            sentence.append((True, done, b, c + done - a, d))
    if sentence:
        yield sentence


def _ends(words: Sequence[str]) -> bool:
    """Return whether words end with the end of a sentence."""
    last = max((n for n, word in enumerate(words) if not word.isspace()), default=-1)
    return last >= 0 and ends_sentence(words, last)


def _replaced(
    sentences: Sequence[Sequence[Edit]], old_text: Sequence[str], new_text: Sequence[str]
) -> list[Edit]:
    """Return the edits with each sentence that is mostly new as one, and so with several."""
    result: list[Edit] = []
    held: list[Edit] = []  # the space behind a sentence that was replaced
    follows = False
    for sentence in sentences:
        a, c = sentence[0][1], sentence[0][3]
        b, d = sentence[-1][2], sentence[-1][4]
        if follows and sentence[0][0] and "".join(old_text[a:b]).isspace():
            held += sentence
            continue
        if _mostly_new(sentence, old_text[a:b], new_text[c:d]):
            if follows:
                result += [(False, *edit[1:]) for edit in held]
            result.append((False, a, b, c, d))
            follows = True
        else:
            result += [*held, *sentence]
            follows = False
        held = []
    return _whole([*result, *held])


def _mostly_new(edits: Sequence[Edit], old_text: Sequence[str], new_text: Sequence[str]) -> bool:
    if not old_text or not new_text or _few(old_text, new_text) or _one_way(edits):
        return False
    _, start, _, first, _ = edits[0]
    own = [(k, a - start, b - start, c - first, d - first) for k, a, b, c, d in edits]
    return likeness_of(own, old_text, new_text) < LEAST_KEPT


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
