"""Where the sentences and phrases of a text end, for a reader of what changed in it."""

from __future__ import annotations

from collections.abc import Sequence

_STOPS = frozenset(".!?")
# What parts two phrases so that a change on each side of it reads as two changes.
_PARTING = frozenset("()[]{}“”;:\t\n")
_OPENING = frozenset("([{“")


def ends_sentence(words: Sequence[str], at: int) -> bool:
    """Return whether a sentence ends with a word: not at an initial, nor within an abbreviation.

    >>> text = ["It", " ", "ends", ".", " ", "Mr", " ", "A", ".", " ", "Smith", " ", "left", "."]
    >>> [at for at in range(len(text)) if ends_sentence(text, at)]
    [3, 13]
    """
    if words[at] == "\n":
        return True
    if words[at] not in _STOPS or not at:
        return False
    following = next((word for word in words[at + 1 : at + 3] if not word.isspace()), "")
    goes_on = "".join(words[at + 1 : at + 2]).strip() != ""  # the mark of a note does not show
    initial = len(words[at - 1]) == 1 and words[at - 1].isalpha()
    return not goes_on and not initial and not following[:1].islower()


def parts_phrases(words: Sequence[str], at: int) -> bool:
    """Return whether a word is a mark that ends a sentence or parts two phrases.

    What has no text, such as a picture or the mark of a note, parts them too.
    """
    return not words[at] or words[at] in _PARTING or ends_sentence(words, at)


def opens_phrase(words: Sequence[str], at: int) -> int:
    """Return how well a change may begin at a place: 2 after a sentence, 1 after a mark, or 0."""
    before = at - 1
    while before >= 0 and words[before].isspace() and words[before] != "\n":
        before -= 1
    if before < 0 or words[before] == "\n":
        return 2
    spaced = before < at - 1
    if spaced and ends_sentence(words, before):
        return 2
    return int(words[before] in _OPENING or (spaced and not any(map(str.isalnum, words[before]))))
