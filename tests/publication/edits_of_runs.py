"""Edits within paragraphs: words, formatting, fields, links, notes and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.word.xml import Element, child, clone, get, local, make, name, remove
from tests.publication.edited_copies import Bench, copy_of, in_alternate, is_whole
from tests.publication.edits_of_blocks import put

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
).split()


def _own(paragraph: Element, *kinds: str) -> Iterator[Element]:
    """Yield the elements of a paragraph that are outside its text boxes and field results."""
    depth = 0
    for each in paragraph.iter(*(name(kind) for kind in (*kinds, "w:fldChar"))):
        if local(each) == "fldChar":
            depth += {"begin": 1, "end": -1}.get(get(each, "w:fldCharType"), 0)
        if in_alternate(each) or depth > 0 or local(each) == "fldChar":
            continue
        if not any(local(a) in {"fldSimple", "del", "moveFrom"} for a in each.iterancestors()):
            yield each


def _texts(bench: Bench) -> list[Element]:
    return [
        text
        for paragraph in bench.paragraphs()
        for text in _own(paragraph, "w:t")
        if (text.text or "").strip()
    ]


def _runs(bench: Bench) -> list[Element]:
    return [
        run for paragraph in bench.paragraphs() for run in _own(paragraph, "w:r") if is_whole(run)
    ]


def _say(text: Element, words: str) -> None:
    text.text = words
    text.set(_SPACE, "preserve")


def _reworded(bench: Bench, words: str) -> str:
    """Return a text with a word put in, taken out, replaced, or turned round with the next."""
    pieces = re.split(r"(\s+)", words)
    at = bench.random.randrange(0, len(pieces), 2)
    what = bench.random.choice(["add", "drop", "replace", "replace", "turn", "letter", "all"])
    if what == "add":
        pieces.insert(at, f"{bench.some_words()} ")
    elif what == "drop":
        del pieces[at : at + 2]
    elif what == "turn" and at + 2 < len(pieces):
        pieces[at], pieces[at + 2] = pieces[at + 2], pieces[at]
    elif what == "letter":
        pieces[at] = pieces[at][:-1] + "s"
    elif what == "all":
        pieces = [bench.some_words()]
    else:
        pieces[at] = bench.some_words()
    return "".join(pieces)


def edit_words(bench: Bench) -> bool:
    text = bench.pick(_texts(bench))
    if text is None:
        return False
    _say(text, _reworded(bench, text.text or ""))
    return True


def delete_run(bench: Bench) -> bool:
    run = bench.pick(_runs(bench))
    if run is None or len(run) == 0:
        return False
    holder = run.getparent()
    if holder is None or local(holder) not in {"p", "hyperlink"}:
        return False
    remove(run)
    if local(holder) == "hyperlink" and len(holder) == 0:
        remove(holder)
    return True


def duplicate_run(bench: Bench) -> bool:
    run = bench.pick([r for r in _runs(bench) if next(r.iter(name("w:fldChar")), None) is None])
    if run is None:
        return False
    copied = copy_of(run, bench.random)
    if all(local(each) == "rPr" for each in copied):
        return False
    run.addnext(copied)
    return True


def swap_runs(bench: Bench) -> bool:
    run = bench.pick([r for r in _runs(bench) if r.getnext() is not None])
    following = None if run is None else run.getnext()
    if run is None or following is None or following not in _runs(bench):
        return False
    run.addprevious(following)
    return True


def format_run(bench: Bench) -> bool:
    """State or take away a look of a run."""
    run = bench.pick(_runs(bench))
    if run is None:
        return False
    properties = run.find(name("w:rPr"))
    if properties is None:
        properties = make("w:rPr")
        run.insert(0, properties)
    stated = bench.random.choice(
        [
            make("w:b"),
            make("w:i", val="0"),
            make("w:u", val="single"),
            make("w:color", val="C00000"),
            make("w:sz", val=str(bench.random.randrange(16, 40, 2))),
            make("w:highlight", val="yellow"),
            make("w:vertAlign", val="superscript"),
            make("w:caps"),
        ]
    )
    present = properties.find(name(f"w:{local(stated)}"))
    if present is not None and bench.random.random() < 0.5:
        remove(present)
    else:
        put(properties, stated, _RUN_ORDER)
    return True


def split_run(bench: Bench) -> bool:
    """Let a run end within its text and another with the same look go on: it says the same."""
    text = bench.pick([t for t in _texts(bench) if len(t.text or "") > 2])
    run = None if text is None else text.getparent()
    if text is None or run is None or local(run) != "r":
        return False
    words = text.text or ""
    at = bench.random.randrange(1, len(words))
    rest = make("w:r")
    properties = run.find(name("w:rPr"))
    if properties is not None:
        rest.append(clone(properties))
    more = list(text.itersiblings())
    _say(text, words[:at])
    _say(child(rest, "w:t"), words[at:])
    rest.extend(more)
    run.addnext(rest)
    return True


def insert_special(bench: Bench) -> bool:
    """Put in a tab, a break, a special hyphen or a symbol."""
    text = bench.pick(_texts(bench))
    if text is None:
        return False
    what = bench.random.choice(["tab", "br", "noBreakHyphen", "softHyphen", "sym", "page"])
    if what == "sym":
        text.addprevious(make("w:sym", font="Symbol", char="F0B7"))
    elif what == "page":
        text.addprevious(make("w:br", type="page"))
    else:
        text.addprevious(make(f"w:{what}"))
    return True


def _fields(bench: Bench) -> list[list[Element]]:
    found: list[list[Element]] = []
    for paragraph in bench.paragraphs():
        kinds = [get(each, "w:fldCharType") for each in paragraph.iter(name("w:fldChar"))]
        if kinds.count("begin") != kinds.count("end"):
            continue  # a table of contents begins in it
        for holder in (paragraph, *paragraph.iter(name("w:hyperlink"))):
            inside = list(holder)
            for at in range(len(inside)):
                field = _field_at(inside, at)
                if field and all(is_whole(each) or _is_mark(each) for each in field):
                    found.append(field)
        found += [[e] for e in paragraph.iter(name("w:fldSimple")) if is_whole(e)]
    return found


def _field_at(elements: list[Element], at: int) -> list[Element]:
    """Return the elements of the field that begins at `at` and ends among them."""
    depth = 0
    for number, each in enumerate(elements[at:], start=1):
        marks = [get(mark, "w:fldCharType") for mark in each.iterfind(name("w:fldChar"))]
        if number == 1 and marks != ["begin"]:
            return []
        depth += marks.count("begin") - marks.count("end")
        if depth <= 0:
            return elements[at : at + number] if depth == 0 else []
    return []


def _is_mark(run: Element) -> bool:
    return run.find(name("w:fldChar")) is not None


def delete_field(bench: Bench) -> bool:
    fields = _fields(bench)
    if not fields:
        return False
    for each in bench.random.choice(fields):
        remove(each)
    return True


def duplicate_field(bench: Bench) -> bool:
    fields = _fields(bench)
    if not fields:
        return False
    field = bench.random.choice(fields)
    for each in reversed(field):
        field[-1].addnext(copy_of(each, bench.random))
    return True


def insert_field(bench: Bench) -> bool:
    run = bench.pick([each for each in _runs(bench) if local(_holder(each)) == "p"])
    if run is None:
        return False
    pieces = [make("w:r") for _ in range(5)]
    for at, kind in ((0, "begin"), (2, "separate"), (4, "end")):
        child(pieces[at], "w:fldChar", fldCharType=kind)
    _say(child(pieces[1], "w:instrText"), bench.random.choice([" PAGE ", " DATE ", " NUMPAGES "]))
    child(pieces[3], "w:t").text = "7"
    for each in reversed(pieces):
        run.addnext(each)
    return True


def _holder(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def _links(bench: Bench) -> list[Element]:
    return [
        link
        for paragraph in bench.paragraphs()
        for link in _own(paragraph, "w:hyperlink")
        if is_whole(link)
    ]


def delete_link(bench: Bench) -> bool:
    """Take out a link with its words."""
    link = bench.pick(_links(bench))
    if link is not None:
        remove(link)
    return link is not None


def unlink(bench: Bench) -> bool:
    """Take away a link from around its words."""
    link = bench.pick(_links(bench))
    if link is None:
        return False
    for each in list(link):
        link.addprevious(each)
    remove(link)
    return True


def insert_link(bench: Bench) -> bool:
    """Make a link within the document of a run."""
    run = bench.pick([each for each in _runs(bench) if local(_holder(each)) == "p"])
    if run is None or _is_mark(run) or run.find(name("w:instrText")) is not None:
        return False
    link = make("w:hyperlink", anchor="_top")
    run.addprevious(link)
    link.append(run)
    return True


def delete_note_reference(bench: Bench) -> bool:
    kinds = ("w:footnoteReference", "w:endnoteReference")
    found = [r for p in bench.paragraphs() for r in _own(p, *kinds)]
    reference = bench.pick(found)
    run = None if reference is None else reference.getparent()
    if reference is None or run is None:
        return False
    remove(reference)
    if all(local(each) == "rPr" for each in run):
        remove(run)
    return True


def insert_note(bench: Bench) -> bool:
    """Refer to a new note, which is like one that is there."""
    run = bench.pick([each for each in _runs(bench) if local(_holder(each)) == "p"])
    kind = bench.random.choice(["footnote", "endnote"])
    notes = bench.others.get(bench.package.related(f"{kind}s") or "")
    if run is None or notes is None or bench.part != bench.package.document:
        return False
    like = bench.pick([e for e in notes if not get(e, "w:type") and len(e)])
    if like is None:
        return False
    note = copy_of(like, bench.random)
    identity = str(max(int(get(each, "w:id")) for each in notes) + 1)
    note.set(name("w:id"), identity)
    notes.append(note)
    for text in list(note.iter(name("w:t")))[:1]:
        _say(text, f" {bench.some_words()}")
    reference = make("w:r")
    child(reference, f"w:{kind}Reference", id=identity)
    run.addnext(reference)
    return True


def edit_math(bench: Bench) -> bool:
    text = bench.pick([t for p in bench.paragraphs() for t in _own(p, "m:t") if t.text])
    if text is None:
        return False
    text.text = bench.random.choice(["x", "y+1", "2", f"{text.text}z"])
    return True


def edit_text_box(bench: Bench) -> bool:
    """Reword a text of a text box, alike in both branches where it is shown twice."""
    boxes = [
        each
        for each in bench.root.iter(name("w:txbxContent"))
        if not any(local(a) == "Fallback" for a in each.iterancestors())
    ]
    box = bench.pick(boxes)
    if box is None or not is_whole(box):
        return False
    texts = [each for each in box.iter(name("w:t")) if (each.text or "").strip()]
    text = bench.pick(texts)
    if text is None:
        return False
    both = [text, *_twins(box, list(box.iter(name("w:t"))).index(text), text)]
    words = _reworded(bench, text.text or "")
    for each in both:
        _say(each, words)
    return True


def _twins(box: Element, at: int, text: Element) -> list[Element]:
    """Return the same text in the other branch, for programs that do not know the first."""
    around = next((a for a in box.iterancestors() if local(a) == "AlternateContent"), None)
    if around is None:
        return []
    first = list(around[0].iter(name("w:txbxContent")))
    second = [e for branch in around[1:] for e in branch.iter(name("w:txbxContent"))]
    if box not in first or len(second) <= first.index(box):
        return []
    texts = list(second[first.index(box)].iter(name("w:t")))
    return [texts[at]] if at < len(texts) and texts[at].text == text.text else []
