"""The parts of a Word file that are the same in each: styles, lists, settings, fonts, theme."""

from __future__ import annotations

_PARAGRAPH_STYLES = (
    ("Heading1", "heading 1", 0, "<w:keepNext/>", '<w:outlineLvl w:val="0"/>', "<w:b/>", 32),
    ("Heading2", "heading 2", 1, "<w:keepNext/>", '<w:outlineLvl w:val="1"/>', "<w:b/>", 26),
    ("Clause", "Clause", 2, "", "", "", 22),
    ("Subclause", "Subclause", 3, "", "", "", 22),
    ("TableText", "Table Text", None, "", '<w:spacing w:after="40"/>', "", 20),
    ("Header", "header", None, "", "", "", 18),
    ("FootnoteText", "footnote text", None, "", "", "", 18),
)
_LEVELS = (
    ("decimal", "Heading1", "Part %1"),
    ("decimal", "Heading2", "%1.%2"),
    ("decimal", "Clause", "%1.%2.%3"),
    ("lowerLetter", "Subclause", "(%4)"),
)
_COLOURS = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split()


def _number(level: int | None) -> str:
    if level is None:
        return ""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


STYLES = "".join(
    (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>',
        '<w:style w:type="character" w:styleId="FootnoteReference">'
        '<w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        *(
            f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{first}{_number(level)}{last}</w:pPr>'
            f'<w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr></w:style>'
            for style, name, level, first, last, bold, size in _PARAGRAPH_STYLES
        ),
    )
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{720 + 360 * (level > 2)}" w:hanging="720"/></w:pPr></w:lvl>'
        for level, (form, style, label) in enumerate(_LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
SETTINGS = '<w:defaultTabStop w:val="720"/>'
FONTS = '<w:font w:name="Arial"><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'

_fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_face = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
_colours = "".join(f'<a:{each}><a:srgbClr val="1F3864"/></a:{each}>' for each in _COLOURS)
THEME = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Plain">'
    f'<a:themeElements><a:clrScheme name="Plain">{_colours}</a:clrScheme>'
    f'<a:fontScheme name="Plain"><a:majorFont>{_face}</a:majorFont>'
    f'<a:minorFont>{_face}</a:minorFont></a:fontScheme><a:fmtScheme name="Plain">'
    f"<a:fillStyleLst>{_fill * 3}</a:fillStyleLst>"
    f"<a:lnStyleLst>{f'<a:ln>{_fill}</a:ln>' * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_fill * 3}</a:bgFillStyleLst>"
    "</a:fmtScheme></a:themeElements></a:theme>"
)
