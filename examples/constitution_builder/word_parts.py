"""What a Word package is made of besides paragraphs: settings, notes, runs, fields, bookmarks.

python-docx supplies the package, the sections and the tables; what it has no API for is written
here as WordprocessingML (ECMA-376 Part 1, chapter 17). Runs are cut and marked as Word leaves
them after years of editing; where, depends on the text alone, so a build is repeatable.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast
from xml.sax.saxutils import escape
from zlib import crc32

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.package import Package

from examples.constitution_builder.house import House
from examples.constitution_builder.source_format import ListStyle, NoteMark, Reference, Spans, Text
from examples.constitution_builder.word_styles import Element, numbering_xml, spaced, styles_xml

RSIDS = ("001A3F07", "0029714E", "004E0BB6", "005D3C92", "0071A8E4", "008B6F35", "00A4419C")
UNWANTED_RELATIONSHIPS = (
    "stylesWithEffects",
    "customXml",
    "thumbnail",
    "fontTable",
    "extended-properties",
)
QUERIED = re.compile(
    r"\b(?:Wray|co-opted|sub-committees?|virements?|webcast|e-mail|unitary|callable|dependants)\b"
)
KEPT_TOGETHER = re.compile(r"co-opted|sub-committee|non-executive|re-elected|by-election")
LONG_WORD = re.compile(r"(responsi)(bilities)|(recommen)(dations)|(arrange)(ments)")
TELEPHONE = "\u260e"
PAGE_TURN = "\f"

SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:proofState w:spelling="clean" w:grammar="clean"/>
  <w:defaultTabStop w:val="720"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>
  <w:compat>{
    "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
}</w:compat>
  <w:rsids><w:rsidRoot w:val="{RSIDS[0]}"/>{
    "".join(f'<w:rsid w:val="{rsid}"/>' for rsid in RSIDS)
}</w:rsids>
  <w:themeFontLang w:val="en-GB"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>"""

FONTS = f"""
<w:fonts {nsdecls("w")}>
  <w:font w:name="Arial"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>
    <w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
  <w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/>
    <w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>
  <w:font w:name="Wingdings"><w:panose1 w:val="05000000000000000000"/><w:charset w:val="02"/>
    <w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>
</w:fonts>"""


def app_properties(house: House) -> str:
    """The application's own properties (ECMA-376 Part 1, 22.2)."""
    return f"""
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">
  <Template>Normal.dotm</Template><Application>Microsoft Office Word</Application>
  <DocSecurity>0</DocSecurity><Company>{escape(house.council)}</Company><AppVersion>16.0000</AppVersion>
</Properties>"""


FOOTNOTE_SEPARATORS = f"""
<w:footnotes {nsdecls("w", "r")}>
  <w:footnote w:type="separator" w:id="-1">
    <w:p><w:pPr>{spaced(0, 0, 240)}</w:pPr><w:r><w:separator/></w:r></w:p>
  </w:footnote>
  <w:footnote w:type="continuationSeparator" w:id="0">
    <w:p><w:pPr>{spaced(0, 0, 240)}</w:pPr><w:r><w:continuationSeparator/></w:r></w:p>
  </w:footnote>
</w:footnotes>"""


def new_document(house: House, lists: Sequence[ListStyle]) -> WordDocument:
    """An empty document with our styles, settings and fonts, and nothing of the template's."""
    document = Document()
    package = cast(Package, document.part.package)
    for holder in (document.part, package):
        for rel_id, relationship in list(holder.rels.items()):
            if relationship.reltype.endswith(UNWANTED_RELATIONSHIPS):
                del holder.rels[rel_id]
    replace_children(document.styles.element, styles_xml(house))
    replace_children(document.settings.element, parse_xml(SETTINGS.strip()))
    replace_children(document.part.numbering_part.element, numbering_xml(house, lists))
    for holder, name, content_type, relationship_type, xml in (
        (document.part, "/word/fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, FONTS),
        (
            package,
            "/docProps/app.xml",
            CT.OFC_EXTENDED_PROPERTIES,
            RT.EXTENDED_PROPERTIES,
            app_properties(house),
        ),
    ):
        part = XmlPart(PackURI(name), content_type, parse_xml(xml.strip()), package)
        holder.relate_to(part, relationship_type)
    set_properties(document, house)
    return document


def replace_children(old: Element, new: Element) -> None:
    for child in list(old):
        old.remove(child)
    for child in list(new):
        old.append(child)


def set_properties(document: WordDocument, house: House) -> None:
    """The core properties, with fixed dates."""
    core = document.core_properties
    core.title, core.author = f"Constitution of {house.council}", house.author
    core.language = "en-GB"
    core.subject, core.keywords, core.comments = "Constitution", "constitution; governance", ""
    core.last_modified_by, core.revision = house.editor, 214
    core.created = core.modified = house.stamp


def start_list(document: WordDocument, abstract: int) -> int:
    """A new list of rules that starts again at 1; returns its numId."""
    numbering: Element = document.part.numbering_part.element
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return number.numId


def add_footnotes_part(document: WordDocument) -> Element:
    """Adds footnotes.xml with its separators; returns its root, to be filled before saving."""
    root = parse_xml(FOOTNOTE_SEPARATORS.strip())
    package = cast(Package, document.part.package)
    part = XmlPart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, root, package)
    document.part.relate_to(part, RT.FOOTNOTES)
    return root


def element(tag: str, **attributes: str | int) -> Element:
    """A `w:` element; `id_` and the like stand for attributes in the same namespace."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    return made


def chosen(key: str, one_in: int) -> bool:
    """True for about one key in so many, and always the same ones."""
    return crc32(key.encode()) % one_in == 0


def rsid(key: str) -> str:
    """The editing session that the key seems to come from."""
    return RSIDS[crc32(key.encode()) % len(RSIDS)]


@dataclass(frozen=True)
class Look:
    """The direct formatting of a run."""

    bold: bool = False
    italic: bool = False
    no_proof: bool = False
    hidden_on_web: bool = False
    style: str = ""
    language: str = ""

    def properties(self) -> Element | None:
        """The `w:rPr`, in schema order; None if there is nothing to say."""
        made = element("rPr")
        if self.style:
            made.append(element("rStyle", val=self.style))
        names = ("b", "bCs") * self.bold + ("i", "iCs") * self.italic
        names += ("noProof",) * self.no_proof + ("webHidden",) * self.hidden_on_web
        made.extend(element(name) for name in names)
        if self.language:
            made.append(element("lang", val=self.language))
        return made if len(made) else None


PLAIN = Look()
SPECIAL = re.compile(f"([\t\u2011\u00ad{TELEPHONE}{PAGE_TURN}])")


def run(text: str, look: Look = PLAIN, session: str = "") -> Element:
    """A run; tabs, special hyphens, symbols and page turns become their own elements."""
    made = element("r", **({"rsidR": session} if session else {}))
    if (properties := look.properties()) is not None:
        made.append(properties)
    for token in filter(None, SPECIAL.split(text)):
        made.append(special(token) if SPECIAL.match(token) else text_element("t", token))
    return made


def special(character: str) -> Element:
    if character == TELEPHONE:
        return element("sym", font="Wingdings", char="F028")
    names = {"\t": "tab", "\u2011": "noBreakHyphen", "\u00ad": "softHyphen"}
    return element(names.get(character, "lastRenderedPageBreak"))


def text_element(tag: str, text: str) -> Element:
    made = element(tag)
    made.text = text
    if text != text.strip():
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def field_runs(instruction: str, result: str, look: Look = PLAIN) -> list[Element]:
    """A complex field with its cached result (ECMA-376 Part 1, 17.16.18)."""
    runs = [run("", look) for _ in range(4)]
    for made, kind in zip(runs, ("begin", "", "separate", "end"), strict=True):
        made.append(
            element("fldChar", fldCharType=kind)
            if kind
            else text_element("instrText", f" {instruction} ")
        )
    return [*runs[:3], run(result, look, rsid(instruction)), runs[3]]


@dataclass(frozen=True)
class Piece:
    """Text that Word would keep in one run."""

    text: str
    look: Look
    session: str
    queried: bool


def worn(span: Text, key: str) -> list[Piece]:
    """Cuts text where Word leaves cuts: in defined terms, at queried words, at odd places."""
    text, key = aged(span.text, key), key + span.text
    cuts, size = {0, len(text)}, len(text)
    queried = QUERIED.search(text) if chosen(key + "queried", 2) else None
    if queried:
        cuts |= {queried.start(), queried.end()}
    if span.bold and size > 3 and chosen(key + "bold", 3):
        cuts |= {size // 3, size - size // 4} if size > 12 else {size // 2}
    elif size > 40 and chosen(key + "cut", 4):
        cuts.add(1 + crc32(key.encode()) % (size - 2))
    pieces: list[Piece] = []
    for number, (start, end) in enumerate(pairwise(sorted(cuts))):
        foreign = len(cuts) > 2 and chosen(f"{key}{start}", 11)
        look = Look(span.bold, span.italic, language="en-US" if foreign else "")
        known = len(cuts) > 2 or chosen(key + "session", 2)
        session = RSIDS[(crc32(key.encode()) + number) % len(RSIDS)] if known else ""
        asked = queried is not None and (start, end) == queried.span()
        pieces.append(Piece(text[start:end], look, session, asked))
    return pieces


def write_piece(paragraph: Element, piece: Piece) -> None:
    """A run, between the marks of the spelling checker if it queried the word."""
    if piece.queried:
        paragraph.append(element("proofErr", type="spellStart"))
    paragraph.append(run(piece.text, piece.look, piece.session))
    if piece.queried:
        paragraph.append(element("proofErr", type="spellEnd"))


def aged(text: str, key: str) -> str:
    """Puts a non-breaking or a soft hyphen here and there."""
    if chosen(key + "hyphen", 5):
        text = KEPT_TOGETHER.sub(lambda match: match[0].replace("-", "\u2011"), text, count=1)
    if chosen(key + "soft", 12):
        text = LONG_WORD.sub(lambda match: "\u00ad".join(filter(None, match.groups())), text, 1)
    return text


@dataclass(frozen=True)
class Target:
    """Where a cross-reference leads and what Word shows for it."""

    bookmark: str
    switches: str
    result: str


class Ledger:
    """What one document counts and looks up: bookmarks, footnotes, reference targets."""

    def __init__(self, footnotes: Element, targets: dict[str, Target]) -> None:
        self.footnotes = footnotes
        self.targets = targets
        self.bookmarks = 0

    def bookmark(self, name: str) -> tuple[Element, Element]:
        """The start and the end of a bookmark with a new id."""
        start = element("bookmarkStart", id=self.bookmarks, name=name)
        end = element("bookmarkEnd", id=self.bookmarks)
        self.bookmarks += 1
        return start, end

    def write(self, paragraph: Element, spans: Spans, notes: dict[str, Spans]) -> None:
        """Appends the spans to the paragraph as runs, fields and footnote marks."""
        key = "".join(span.text for span in spans if isinstance(span, Text))
        for span in spans:
            if isinstance(span, Text):
                for piece in worn(span, key):
                    write_piece(paragraph, piece)
            elif isinstance(span, Reference):
                target = self.targets[span.anchor]
                instruction = f"REF {target.bookmark} {target.switches}"
                paragraph.extend(field_runs(instruction, target.result))
            else:
                self.write_note(paragraph, span, notes)

    def write_note(self, paragraph: Element, mark: NoteMark, notes: dict[str, Spans]) -> None:
        """The mark in the text, and the note in the footnotes part."""
        number = len(self.footnotes) - 1
        made = run("", Look(style="FootnoteReference"))
        made.append(element("footnoteReference", id=number))
        paragraph.append(made)
        note = element("footnote", id=number)
        text = new_paragraph("FootnoteText", mark.name)
        sign = run("", Look(style="FootnoteReference"))
        sign.append(element("footnoteRef"))
        text.extend([sign, run(" ")])
        note.append(text)
        self.footnotes.append(note)
        self.write(text, notes[mark.name], notes)


def new_paragraph(style: str, key: str) -> Element:
    """An empty paragraph of the style, with the editing sessions its key comes from."""
    sessions = {"rsidR": rsid(key), "rsidRDefault": rsid(key + "default"), "rsidP": rsid(key[:9])}
    made = element("p", **sessions)
    made.get_or_add_pPr().style = style
    return made


def package_bytes(document: WordDocument, house: House) -> bytes:
    """The saved package, rewritten so that the same document gives the same bytes."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(fixed, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, house.stamp.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            after.writestr(entry, before.read(name), compresslevel=9)
    return fixed.getvalue()
