"""Word files that tests build for themselves, part by part, each named by what it shows."""

import io
import zipfile
from collections.abc import Mapping

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def p(*inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; a plain word becomes a run."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    runs = "".join(one if one.startswith("<") else r(one) for one in inside)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that is no XML yet becomes a paragraph."""

    def cell(words: str) -> str:
        return f"<w:tc>{words if words.startswith('<') else p(words)}</w:tc>"

    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def textbox(inside: str) -> str:
    """A text box as Word writes it: once for itself and once more for old readers."""
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>"
        f"{inside}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def part(name: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} {NAMES}>{inside}</w:{name}>'


def notes(kind: str, *texts: str) -> str:
    """Footnotes or endnotes, after the separators that Word always writes."""
    separator = f'<w:{kind} w:type="separator" w:id="-1">{p("---")}</w:{kind}>'
    return separator + "".join(f'<w:{kind} w:id="{n}">{p(text)}</w:{kind}>' for n, text in enumerate(texts, 1))


def build(
    body: str,
    parts: Mapping[str, tuple[str, str]] | None = None,
    raw: Mapping[str, bytes] | None = None,
    main: str = "word/document.xml",
) -> bytes:
    """A Word file with this body. `parts` are `{"header1": ("header", XML)}`: a name, its relationship and itself."""
    parts = parts or {}
    folder = main.rpartition("/")[0]
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relationships({"a": (TYPE + "officeDocument", main)}),
        main: part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        f"{folder}/_rels/document.xml.rels": relationships(
            {name: (TYPE + kind, f"{name}.xml") for name, (kind, _) in parts.items()}
        ),
        **{f"{folder}/{name}.xml": xml for name, (_, xml) in parts.items()},
    }
    return zipped({name: text.encode() for name, text in files.items()} | dict(raw or {}))


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{to}"/>' for id, (kind, to) in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def style(name: str, inside: str, attributes: str = "", name_in_word: str = "") -> str:
    """A paragraph style. Its id is what a Word in another language makes of its name."""
    own = name_in_word or name.lower()
    return f'<w:style w:type="paragraph" {attributes} w:styleId="{own}"><w:name w:val="{name}"/>{inside}</w:style>'


STYLES = part(
    "styles",
    style("Normal", "", 'w:default="1"')
    + style("heading 1", '<w:basedOn w:val="normal"/>', name_in_word="berschrift1")
    + style("Chapter", '<w:basedOn w:val="berschrift1"/>')
    + style("Deep", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + style("Listed", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    + style("Loop", '<w:basedOn w:val="loop"/>'),
)


def _level(level: int, form: str, pattern: str) -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>'
    return f'<w:lvl w:ilvl="{level}">{inside}</w:lvl>'


def _number(number: int, abstract: int, inside: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inside}</w:num>'


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    + _level(0, "decimal", "%1.")
    + _level(1, "lowerLetter", "%2)")
    + _level(2, "lowerRoman", "%1.%2.%3")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + _level(0, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    + _number(1, 0)
    + _number(2, 1)
    + _number(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'),
)


def item(text: str, number: int = 1, level: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(body: str) -> bytes:
    return build(body, {"styles": ("styles", STYLES), "numbering": ("numbering", NUMBERING)})


def everything() -> bytes:
    """One word in every place that a Word file shows text in."""
    body = (
        p("Title of it", style="berschrift1")
        + p("plain ", r("bold", "<w:b/>"), " split", " run")
        + p('<w:hyperlink r:id="x">' + r("linked") + "</w:hyperlink>", "<w:ins w:id='1'>" + r(" inserted") + "</w:ins>")
        + p("<w:del w:id='2'><w:r><w:delText>deleted</w:delText></w:r></w:del>", "kept")
        + p("<w:sdt><w:sdtPr/><w:sdtContent>" + r("controlled") + "</w:sdtContent></w:sdt>")
        + "<w:sdt><w:sdtContent>" + p("controlled block") + "</w:sdtContent></w:sdt>"
        + p("<w:fldSimple w:instr='DATE'>" + r("field result") + "</w:fldSimple>")
        + p("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>CODE</w:instrText></w:r>", "complex result")
        + p(r("vanished", "<w:vanish/>"))
        + p(textbox(p("boxed")), "anchor")
        + table(("cell one", "cell two"), ("cell three", p("outer") + table(("inner one", "inner two"))))
        + p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
        + p(f"<w:moveFrom w:id='3'>{r('away')}</w:moveFrom><w:moveTo w:id='4'>{r('moved here')}</w:moveTo>")
    )  # fmt: skip
    return build(
        body,
        {
            "styles": ("styles", STYLES),
            "header1": ("header", part("hdr", p("header text"))),
            "footer1": ("footer", part("ftr", p("footer text"))),
            "footnotes": ("footnotes", part("footnotes", notes("footnote", "footnote text"))),
            "endnotes": ("endnotes", part("endnotes", notes("endnote", "endnote text"))),
            "comments": ("comments", part("comments", f"<w:comment w:id='0'>{p('comment text')}</w:comment>")),
        },
    )


def by_python_docx() -> bytes:
    """What the library that everybody uses writes."""
    document = docx.Document()
    document.add_heading("A letter", 1)
    document.add_paragraph("Dear Jane Miller,")
    document.add_paragraph("pay in time", style="List Bullet")
    document.add_paragraph("keep it secret", style="List Number")
    found = document.add_table(2, 2)
    for row, words in zip(found.rows, (("Name", "Phone"), ("Bob", "030 1234")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.sections[0].header.paragraphs[0].text = "From the office"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def strict(data: bytes) -> bytes:
    """The same file as strict Open XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    names = {
        W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
        "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
    }
    for usual, other in names.items():
        files = {name: file.replace(usual.encode(), other.encode()) for name, file in files.items()}
    return zipped(files)


def damaged(data: bytes) -> bytes:
    """The same file with bytes of its document turned around."""
    at = data.index(b"word/document.xml") + 60
    return data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 40]) + data[at + 40 :]
