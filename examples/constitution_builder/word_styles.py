"""The styles and lists of the example constitution, as WordprocessingML.

ECMA-376 Part 1, 17.7 (styles) and 17.9 (numbering).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from examples.constitution_builder.house import House
from examples.constitution_builder.source_format import ListStyle

# An element of python-docx. Its classes and the published types of lxml do not fit together.
Element: TypeAlias = Any

TEAL = "0F4C55"  # stands for the colour of the house
GREY = "595959"


@dataclass(frozen=True)
class Style:
    """One paragraph or character style, with its properties as XML in schema order."""

    id: str
    name: str
    based_on: str = "Normal"
    next: str = ""
    paragraph: str = ""
    text: str = ""
    kind: str = "paragraph"
    listed: bool = True


def spaced(before: int, after: int, line: int = 264) -> str:
    """Spacing in twentieths of a point; `line` in 240ths of a line."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def indented(left: int, hanging: int = 0) -> str:
    """An indent in twentieths of a point."""
    return f'<w:ind w:left="{left}"' + (f' w:hanging="{hanging}"/>' if hanging else "/>")


def face(size: float, colour: str = "", bold: bool = False, italic: bool = False) -> str:
    """Run properties; `size` in points."""
    tags = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    tags += f'<w:color w:val="{colour}"/>' if colour else ""
    return tags + f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>'


def numbered(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def ruled(edge: str, colour: str = TEAL, size: int = 8, space: int = 4) -> str:
    line = f'w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"'
    return f"<w:pBdr><w:{edge} {line}/></w:pBdr>"


def outlined(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


KEPT = "<w:keepNext/><w:keepLines/>"
TOC_TAB = '<w:tab w:val="right" w:leader="dot" w:pos="9070"/>'
RULE_LIST, PART_LIST = 1, 2
LEVEL_INDENTS = ((720, 720), (720, 720), (1287, 567), (1854, 567))

STYLES = (
    Style("BodyText", "Body Text", paragraph=spaced(0, 120)),
    Style(
        "Title",
        "Title",
        next="Subtitle",
        paragraph=spaced(2600, 120, 240),
        text=face(36, TEAL, bold=True),
    ),
    Style(
        "Subtitle",
        "Subtitle",
        paragraph=ruled("bottom", size=24, space=14) + spaced(0, 480, 240),
        text=face(28, TEAL),
    ),
    Style("CoverText", "Cover Text", paragraph=spaced(0, 120), text=face(13, GREY)),
    Style(
        "Heading1",
        "heading 1",
        next="BodyText",
        paragraph=KEPT
        + "<w:pageBreakBefore/>"
        + numbered(PART_LIST, 0)
        + ruled("bottom", size=12, space=6)
        + spaced(0, 360, 240)
        + indented(1588, 1588)
        + outlined(0),
        text=face(24, TEAL, bold=True),
    ),
    Style(
        "Heading2",
        "heading 2",
        next="BodyText",
        paragraph=KEPT + "<w:pageBreakBefore/>" + spaced(0, 240, 240) + outlined(1),
        text=face(18, TEAL, bold=True),
    ),
    Style(
        "Heading3",
        "heading 3",
        next="Rule1",
        paragraph=KEPT
        + numbered(RULE_LIST, 0)
        + spaced(280, 120, 240)
        + indented(*LEVEL_INDENTS[0])
        + outlined(2),
        text=face(12.5, TEAL, bold=True),
    ),
    *(
        Style(
            f"Rule{level}",
            f"Rule {level}",
            based_on="RulePara",
            paragraph=numbered(RULE_LIST, level) + indented(*LEVEL_INDENTS[level]),
        )
        for level in (1, 2, 3)
    ),
    Style("RulePara", "Rule Para", paragraph=spaced(0, 120)),
    Style("RuleText", "Rule Text", based_on="RulePara", paragraph=indented(720)),
    Style(
        "TypedHeading",
        "Typed Heading",
        based_on="Heading3",
        next="TypedPara",
        paragraph=numbered(0, 0) + '<w:ind w:left="0" w:firstLine="0"/>' + outlined(2),
    ),
    Style("TypedPara", "Typed Para", paragraph=spaced(0, 120) + indented(851, 851)),
    Style("TypedSub", "Typed Sub", based_on="TypedPara", paragraph=indented(1418, 567)),
    Style("TypedSub2", "Typed Sub 2", based_on="TypedSub", paragraph=indented(1985, 567)),
    Style(
        "Caption",
        "caption",
        next="BodyText",
        paragraph="<w:keepNext/>" + spaced(200, 100, 240),
        text=face(9.5, TEAL, bold=True),
    ),
    Style("TableText", "Table Text", paragraph=spaced(0, 0, 252), text=face(9.5)),
    Style(
        "TableHeading",
        "Table Heading",
        based_on="TableText",
        paragraph="<w:keepNext/>",
        text=face(9.5, "FFFFFF", bold=True),
    ),
    Style(
        "TOCHeading",
        "TOC Heading",
        next="BodyText",
        paragraph="<w:keepNext/><w:pageBreakBefore/>" + spaced(0, 240, 240),
        text=face(18, TEAL, bold=True),
    ),
    Style(
        "TOC1",
        "toc 1",
        paragraph=f'<w:tabs><w:tab w:val="left" w:pos="964"/>{TOC_TAB}</w:tabs>'
        + spaced(240, 60, 240)
        + indented(964, 964),
        text=face(11, TEAL, bold=True),
    ),
    Style(
        "TOC2",
        "toc 2",
        paragraph=f"<w:tabs>{TOC_TAB}</w:tabs>" + spaced(120, 40, 240) + indented(284),
        text=face(10, bold=True),
    ),
    Style(
        "TOC3",
        "toc 3",
        paragraph=f'<w:tabs><w:tab w:val="left" w:pos="1021"/>{TOC_TAB}</w:tabs>'
        + spaced(0, 20, 240)
        + '<w:ind w:left="1021" w:hanging="454"/>',
        text=face(10),
    ),
    Style(
        "Header",
        "header",
        listed=False,
        paragraph=ruled("bottom", size=4, space=6) + spaced(0, 0, 240) + '<w:jc w:val="right"/>',
        text=face(8.5, GREY),
    ),
    Style(
        "Footer",
        "footer",
        listed=False,
        paragraph=ruled("top", size=4, space=6) + spaced(0, 0, 240) + '<w:jc w:val="center"/>',
        text=face(8.5, GREY),
    ),
    Style(
        "FootnoteText",
        "footnote text",
        listed=False,
        paragraph=spaced(0, 40, 240) + indented(170, 170),
        text=face(9),
    ),
    Style(
        "FootnoteReference",
        "footnote reference",
        kind="character",
        based_on="DefaultParagraphFont",
        listed=False,
        text='<w:vertAlign w:val="superscript"/>',
    ),
    Style(
        "Hyperlink",
        "Hyperlink",
        kind="character",
        based_on="DefaultParagraphFont",
        listed=False,
        text=f'<w:color w:val="{TEAL}"/><w:u w:val="single"/>',
    ),
)

FIXED_STYLES = f"""
<w:styles {nsdecls("w")}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr>
      <w:rFonts w:ascii="Arial" w:eastAsia="Times New Roman" w:hAnsi="Arial" w:cs="Arial"/>
      <w:sz w:val="22"/><w:szCs w:val="22"/>
      <w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
    </w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr>{spaced(0, 120)}</w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal">
    <w:name w:val="Normal"/><w:qFormat/>
  </w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
    <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/>
    <w:semiHidden/><w:unhideWhenUsed/>
  </w:style>
  <w:style w:type="table" w:default="1" w:styleId="TableNormal">
    <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>
    <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
      <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
      <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
    </w:tblCellMar></w:tblPr>
  </w:style>
  <w:style w:type="numbering" w:default="1" w:styleId="NoList">
    <w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>
  </w:style>
  <w:style w:type="table" w:styleId="TableGrid">
    <w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/>
    <w:tblPr><w:tblBorders>{
    "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="8FA9AC"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
}</w:tblBorders><w:tblCellMar>
      <w:top w:w="57" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
      <w:bottom w:w="57" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
    </w:tblCellMar></w:tblPr>
  </w:style>
</w:styles>"""


def styles_xml(house: House) -> Element:
    """All styles: the fixed ones and those of `STYLES`, in the colour and font of the house."""
    styles = parse_xml(FIXED_STYLES.strip().replace('"Arial"', f'"{house.font}"'))
    for style in STYLES:
        listed = "<w:qFormat/>" if style.listed else ""
        custom = ' w:customStyle="1"' if style.name in OWN_STYLE_NAMES else ""
        follows = f'<w:next w:val="{style.next}"/>' if style.next else ""
        paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
        text = f"<w:rPr>{style.text}</w:rPr>" if style.text else ""
        paragraph, text = (each.replace(TEAL, house.colour) for each in (paragraph, text))
        styles.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="{style.kind}"{custom} w:styleId="{style.id}">'
                f'<w:name w:val="{style.name}"/><w:basedOn w:val="{style.based_on}"/>'
                f"{follows}{listed}{paragraph}{text}</w:style>"
            )
        )
    return styles


OWN_STYLE_NAMES = frozenset(
    style.name for style in STYLES if style.name.startswith(("Rule ", "Typed ", "Cover ", "Table "))
)


def abstract_list(style: int) -> int:
    """The number of the abstract list of a list style; 2 is that of the Parts."""
    return 1 if style == 0 else style + 2


def numbering_xml(house: House, lists: Sequence[ListStyle]) -> Element:
    """The lists: Parts, and rules with their paragraphs; the first of these is tied to styles."""
    rules = "".join(
        f'''<w:abstractNum w:abstractNumId="{abstract_list(number)}">
          <w:nsid w:val="1F4C2A6{number}"/><w:multiLevelType w:val="multilevel"/>
          <w:tmpl w:val="5A0E7C1{number + 4}"/>{rule_levels(style, tied=number == 0)}
          </w:abstractNum>'''
        for number, style in enumerate(lists)
    )
    return parse_xml(
        f"""<w:numbering {nsdecls("w")}>{rules}
        <w:abstractNum w:abstractNumId="2">
          <w:nsid w:val="4B7D1E38"/><w:multiLevelType w:val="singleLevel"/>
          <w:tmpl w:val="77A2C0F6"/>
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
            <w:pStyle w:val="Heading1"/><w:lvlText w:val="{escape(house.division)} %1"/>
            <w:lvlJc w:val="left"/>
            <w:pPr>{indented(1588, 1588)}</w:pPr></w:lvl></w:abstractNum>
        <w:num w:numId="{RULE_LIST}"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="{PART_LIST}"><w:abstractNumId w:val="2"/></w:num>
        </w:numbering>"""
    )


def rule_levels(style: ListStyle, *, tied: bool) -> str:
    """The levels of a list of rules."""
    levels = (
        ("Heading3", "decimal", f"{style.rule} %1".strip()),
        ("Rule1", "decimalZero" if style.zeros else "decimal", "%1.%2"),
        ("Rule2", "lowerLetter", "(%3)"),
        ("Rule3", "lowerRoman", "(%4)"),
    )
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{numerals}"/>'
        + (f'<w:pStyle w:val="{name}"/>' if tied else "")
        + f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{indented(*LEVEL_INDENTS[level])}</w:pPr></w:lvl>"
        for level, (name, numerals, shown) in enumerate(levels)
    )
