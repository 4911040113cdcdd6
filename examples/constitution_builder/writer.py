"""Writes the constitution of an invented council as a Word file."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import cast
from xml.sax.saxutils import escape

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt, Twips

from examples.constitution_builder.house import House
from examples.constitution_builder.page_estimate import PageEstimate, column_widths
from examples.constitution_builder.source_format import (
    HEADINGS,
    LIST_LEVELS,
    Block,
    ListStyle,
    Paragraph,
    Part,
    Role,
    Spans,
    Table,
    Text,
    Turn,
    plain,
)
from examples.constitution_builder.word_parts import (
    TELEPHONE,
    Ledger,
    Look,
    Target,
    add_footnotes_part,
    element,
    field_runs,
    new_document,
    new_paragraph,
    package_bytes,
    run,
    start_list,
)
from examples.constitution_builder.word_styles import Element, abstract_list

FIRST_TOC_BOOKMARK = 198107400
QUIET = Look(no_proof=True)
HIDDEN = Look(no_proof=True, hidden_on_web=True)


def reference_targets(parts: list[Part]) -> dict[str, Target]:
    """What each anchor's bookmark is called, and what a reference to it shows in Word."""
    targets: dict[str, Target] = {}
    for block in (block for part in parts for block in part.blocks):
        if isinstance(block, Paragraph) and block.anchor:
            bookmark = f"_Ref_{block.anchor.replace('-', '_')}"
            numbered = block.role is Role.RULE
            targets[block.anchor] = (
                Target(bookmark, r"\r \h", block.label)
                if numbered
                else Target(bookmark, r"\h", plain(block.spans))
            )
    return targets


class ConstitutionWriter:
    """Writes the parts one after another into one document."""

    def __init__(self, parts: list[Part], house: House) -> None:
        self.parts = parts
        self.house = house
        self.pages = PageEstimate(parts)
        self.lists = list(dict.fromkeys([ListStyle(), *(part.lists for part in parts)]))
        self.document = new_document(house, self.lists)
        self.body: Element = cast(Element, self.document.element).body
        self.ledger = Ledger(add_footnotes_part(self.document), reference_targets(parts))
        self.landscape = False
        self.list_number = 0
        self.tables = count(1)
        self.left_go_back = False
        headings = [
            block
            for part in parts
            for block in part.blocks
            if isinstance(block, Paragraph) and block.role in HEADINGS
        ]
        self.contents = {
            heading.place: (f"_Toc{number}", heading)
            for number, heading in enumerate(headings, FIRST_TOC_BOOKMARK)
        }

    def write(self) -> bytes:
        """Writes everything; returns the bytes of the Word file."""
        section = self.document.sections[0]
        self.set_page(section, landscape=False)
        section.different_first_page_header_footer = True
        for bare in (section.first_page_header, section.first_page_footer):
            bare.is_linked_to_previous = False
            cast(Element, bare.part.element)[0].style = "BodyText"
        self.write_header(section, [run(f"{self.house.council}  |  Constitution")])
        self.write_footer(section)
        self.write_cover()
        self.write_contents()
        for part in self.parts:
            self.write_part(part)
        return package_bytes(self.document, self.house)

    def append(self, style: str, key: str) -> Element:
        """Appends an empty paragraph to the body."""
        made = new_paragraph(style, key)
        self.insert(made)
        return made

    def insert(self, made: Element) -> None:
        """Puts an element at the end of the body, before the last section's properties."""
        self.body.insert(len(self.body) - 1, made)

    def set_page(self, section: Section, *, landscape: bool) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        size = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.page_width, section.page_height = size
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.5)
        section.header_distance = section.footer_distance = Cm(1.25)

    def start_section(self, *, landscape: bool) -> Section:
        """Ends the section at the last paragraph and starts another on a new page."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        self.set_page(section, landscape=landscape)
        self.landscape = landscape
        carrier, previous = self.body[-2], self.body[-3]
        if previous.tag == qn("w:p"):
            previous.get_or_add_pPr().append(carrier[0][0])
            self.body.remove(carrier)
        return section

    def write_header(self, section: Section, runs: list[Element]) -> None:
        section.header.is_linked_to_previous = False
        paragraph: Element = section.header.part.element[0]
        paragraph.style = "Header"
        paragraph.extend(runs)

    def write_footer(self, section: Section) -> None:
        section.footer.is_linked_to_previous = False
        paragraph: Element = section.footer.part.element[0]
        paragraph.style = "Footer"
        paragraph.append(run("Page "))
        paragraph.extend(field_runs("PAGE", "2", QUIET))
        paragraph.append(run(" of "))
        paragraph.extend(field_runs("NUMPAGES", str(self.pages.page), QUIET))

    def write_cover(self) -> None:
        """The title page, with the version in a content control and a note in a text box."""
        for style, text in (
            ("Title", self.house.council),
            ("Subtitle", "Constitution"),
            ("CoverText", self.house.dates),
        ):
            self.append(style, text).append(run(text))
        self.insert(parse_xml(cover_version(self.house)))
        contact = self.append("CoverText", "contact")
        contact.append(run(TELEPHONE))
        contact.append(run(f" {self.house.contact}"))
        self.append("CoverText", "box").append(parse_xml(cover_box(self.house)))

    def write_contents(self) -> None:
        """The table of contents: one TOC field over cached entries."""
        heading = self.append("TOCHeading", "Contents")
        heading.append(run("Contents"))
        field = field_runs(r'TOC \o "1-3" \h \z \u', "")
        for number, (bookmark, block) in enumerate(self.contents.values()):
            entry = self.append(f"TOC{HEADINGS[block.role]}", bookmark)
            if number == 0:
                entry.extend(field[:3])
            link = element("hyperlink", anchor=bookmark, history=1)
            label = f"{block.label}\t" if block.label else ""
            link.append(run(f"{label}{plain(block.spans)}", QUIET))
            link.append(run("\t", HIDDEN))
            page = str(self.pages.spots[block.place].page)
            link.extend(field_runs(rf"PAGEREF {bookmark} \h", page, HIDDEN))
            entry.append(link)
        self.append("BodyText", "end of contents").append(field[-1])
        # LibreOffice loses the page fields of a footer read while the TOC field is still open.
        self.append("BodyText", "end of front matter")

    def write_part(self, part: Part) -> None:
        section = self.start_section(landscape=False)
        title = field_runs('STYLEREF "Heading 1"', part.title, QUIET)
        self.write_header(
            section,
            [run(f"{self.house.council}  |  {self.house.division} {part.number}  |  "), *title],
        )
        self.list_number = 0
        previous: Block | None = None
        for block in part.blocks:
            if isinstance(previous, Turn):
                self.start_section(landscape=previous.landscape)
            if isinstance(block, Table):
                self.write_table(block, part)
            elif isinstance(block, Paragraph):
                self.write_paragraph(block, part, previous)
            previous = block

    def write_paragraph(self, block: Paragraph, part: Part, previous: Block | None) -> None:
        made = self.append(block.role.value, plain(block.spans))
        self.number(made, block, part)
        self.space(made, block, previous)
        spans = with_page_turn(block.spans, self.pages.spots[block.place].turn_at)
        if part.typed and block.label and block.role is not Role.PART:
            spans = (Text(f"{block.label}\t"), *spans)
        names = [self.contents[block.place][0]] if block.place in self.contents else []
        if block.anchor:
            names.append(self.ledger.targets[block.anchor].bookmark)
        marks = [self.ledger.bookmark(name) for name in names]
        made.extend(start for start, _ in marks)
        self.ledger.write(made, spans, part.notes)
        made.extend(end for _, end in reversed(marks))
        if block.role is Role.RULE_2 and not self.left_go_back:
            self.left_go_back = True
            made.extend(self.ledger.bookmark("_GoBack"))

    def number(self, made: Element, block: Paragraph, part: Part) -> None:
        """Direct numbering in the section's own list, which starts again at 1."""
        if block.role in (Role.PART, Role.SECTION):
            self.list_number = 0
        if block.role not in LIST_LEVELS:
            return
        self.list_number = self.list_number or start_list(
            self.document, abstract_list(self.lists.index(part.lists))
        )
        properties = made.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = LIST_LEVELS[block.role]
        properties.get_or_add_numId().val = self.list_number

    def space(self, made: Element, block: Paragraph, previous: Block | None) -> None:
        """Keeps a Part's first section on its page, lead-ins with their lists, tables apart."""
        properties = made.get_or_add_pPr()
        opens_part = isinstance(previous, Paragraph) and previous.role is Role.PART
        if block.role is Role.SECTION and opens_part:
            properties.pageBreakBefore_val = False
        if block.role not in HEADINGS and plain(block.spans).endswith(":"):
            properties.keepNext_val = True
        if isinstance(previous, Table) and block.role not in HEADINGS:
            properties.spacing_before = Pt(10)

    def write_table(self, table: Table, part: Part) -> None:
        if table.caption:
            caption = self.append("Caption", plain(table.caption))
            caption.append(run("Table "))
            caption.extend(field_runs(r"SEQ Table \* ARABIC", str(next(self.tables)), QUIET))
            caption.append(run(" – "))
            self.ledger.write(caption, table.caption, part.notes)
        made = self.document.add_table(len(table.rows), len(table.rows[0]), "Table Grid")
        made.autofit = False
        widths = column_widths(table, landscape=self.landscape)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Twips(width)
        rows = self.body[-2].tr_lst
        for index, (row, cells) in enumerate(zip(rows, table.rows, strict=True)):
            properties = row.get_or_add_trPr()
            properties.append(element("cantSplit"))
            if index == 0:
                properties.append(element("tblHeader"))
            for cell, spans in zip(row.tc_lst, cells, strict=True):
                self.fill_cell(cell, spans, part, header=index == 0)

    def fill_cell(self, cell: Element, spans: Spans, part: Part, *, header: bool) -> None:
        if header:
            shading = element("shd", val="clear", color="auto", fill=self.house.colour)
            cell.get_or_add_tcPr().append(shading)
        paragraph = new_paragraph("TableHeading" if header else "TableText", plain(spans))
        cell.replace(cell.p_lst[0], paragraph)
        self.ledger.write(paragraph, spans, part.notes)


def with_page_turn(spans: Spans, turn_at: float | None) -> Spans:
    """Marks, at a word boundary, where Word last turned the page inside the text."""
    if turn_at is None:
        return spans
    remaining = int(len(plain(spans)) * turn_at)
    for index, span in enumerate(spans):
        if not isinstance(span, Text):
            continue
        if remaining <= len(span.text):
            at = span.text.rfind(" ", 0, remaining) + 1 if remaining else 0
            turned = replace(span, text=f"{span.text[:at]}\f{span.text[at:]}")
            return (*spans[:index], turned, *spans[index + 1 :])
        remaining -= len(span.text)
    return spans


def cover_version(house: House) -> str:
    """The version of the document, in a content control."""
    return f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="Version"/>
<w:tag w:val="version"/><w:id w:val="1460093251"/><w:text/></w:sdtPr><w:sdtContent>
<w:p w:rsidR="005D3C92" w:rsidRDefault="005D3C92"><w:pPr><w:pStyle w:val="CoverText"/></w:pPr>
<w:r><w:t>{escape(house.version)}</w:t></w:r></w:p></w:sdtContent></w:sdt>"""


def cover_box(house: House) -> str:
    """A text box: Word 2010 and later read the first branch, older versions the VML."""
    text = f"""<w:txbxContent><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>
<w:r><w:t>{escape(house.other_formats)}</w:t></w:r></w:p></w:txbxContent>"""

    return f"""<w:r {nsdecls("w", "wp", "a")} xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251659264"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:posOffset>7920000</wp:posOffset></wp:positionV>
<wp:extent cx="5760000" cy="720000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="1" name="Text Box 1" descr="Other formats"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="5760000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:srgbClr val="{house.pale}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx>{text}</wps:txbx><wps:bodyPr lIns="144000" tIns="108000" rIns="144000"
 bIns="108000" anchor="ctr"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>
</mc:Choice><mc:Fallback><w:pict><v:rect style="position:absolute;margin-left:0;
margin-top:623.6pt;width:453.5pt;height:56.7pt;mso-position-horizontal-relative:margin;
mso-position-vertical-relative:margin" fillcolor="#{house.pale}" stroked="f">
<v:textbox>{text}</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
