"""A PDF and a Word file with one word in each place that can leak, and a scanner that knows none of our code."""

import io
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterable

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.shared.formats import docxs

VISIBLE = "Quillfeather"
"""The finding; it stands on the page in plain sight and in everything hidden that repeats it."""


def canary(channel: str) -> str:
    """A word of its own for each channel."""
    return f"Zq{zlib.crc32(channel.encode()):08x}{channel.title().replace('_', '')}"


PDF_CHANNELS = (
    "info_author", "info_custom", "xmp", "page_xmp", "attachment", "attachment_name", "script", "page_script",
    "bookmark", "named_dest", "page_label", "link", "note", "note_author", "popup", "form_default", "form_tooltip",
    "struct_alt", "actual_text", "marked_property", "hidden_layer", "layer_name", "hidden_form_xobject", "piece_info",
    "page_piece_info", "output_intent", "thumbnail", "stream_comment", "off_page", "cropped", "unused_xobject",
    "orphan", "old_revision", "trailing", "jpeg_comment", "jpeg_exif", "image_xmp", "xfa", "root_af", "thread",
)  # fmt: skip

HIDDEN_COPIES = ("invisible", "white", "transparent", "under_box", "tiny", "form_xobject", "form_value", "freetext")
"""Text that is drawn but not seen, or looks of forms and notes: it is read, so it is found like any other."""


def pdf() -> bytes:
    """A page that says the visible word, with a canary in every channel."""
    base = pymupdf.open()
    page = base.new_page()
    page.insert_text((72, 100), f"Signed by {VISIBLE} in person, before the clerk.", fontsize=11)
    page.insert_text((72, 114), "The line below must stay as it is, letter by letter.", fontsize=11)
    page.insert_text((72, 140), canary("invisible"), fontsize=11, render_mode=3)
    page.insert_text((72, 160), canary("white"), fontsize=11, color=(1, 1, 1))
    page.insert_text((72, 180), canary("transparent"), fontsize=11, fill_opacity=0)
    page.insert_text((72, 200), canary("under_box"), fontsize=11)
    page.draw_rect((70, 188, 400, 206), fill=(0, 0, 0))
    page.insert_text((72, 220), canary("tiny"), fontsize=0.5)
    page.insert_text((72, 1200), canary("off_page"), fontsize=11)
    page.insert_text((72, 20), canary("cropped"), fontsize=11)
    place = pymupdf.Rect(72, 90, 200, 104)
    page.insert_link({"kind": pymupdf.LINK_URI, "from": place, "uri": "mailto:" + canary("link")})
    note = page.add_text_annot((400, 100), canary("note"))
    note.set_info(title=canary("note_author"))
    note.set_popup(pymupdf.Rect(420, 100, 500, 150))
    page.add_freetext_annot((72, 250, 400, 270), canary("freetext"), fontsize=11)
    field = pymupdf.Widget()
    field.field_name, field.field_type = "name", pymupdf.PDF_WIDGET_TYPE_TEXT
    field.field_value, field.rect = canary("form_value"), pymupdf.Rect(72, 280, 400, 300)
    page.add_widget(field)
    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = canary("jpeg_exif")
    Image.new("RGB", (40, 40), "white").save(picture, "jpeg", comment=canary("jpeg_comment").encode(), exif=exif)
    page.insert_image((72, 320, 112, 360), stream=picture.getvalue())
    base.embfile_add("list", canary("attachment").encode(), filename=canary("attachment_name"))
    base.set_toc([[1, canary("bookmark"), 1]])
    old = base.tobytes()
    base.close()
    return _with_hidden_parts(old)


def _with_hidden_parts(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page, root = pdf.pages[0].obj, pdf.Root
        page.CropBox = Array([0, 0, 595, 800])
        pdf.docinfo["/Author"], pdf.docinfo["/Secret"] = canary("info_author"), canary("info_custom")
        root.Metadata = pdf.make_stream(_xmp(canary("xmp")), Type=Name.Metadata, Subtype=Name.XML)
        page.Metadata = pdf.make_stream(f"<x>{canary('page_xmp')}</x>".encode(), Type=Name.Metadata)
        root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(canary("script")))
        page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(canary("page_script"))))
        root.Dests = Dictionary({f"/{canary('named_dest')}": Array([page, Name.Fit])})
        root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(canary("page_label")))]))
        root.StructTreeRoot = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, Alt=String(canary("struct_alt"))))
        )
        root.PieceInfo = Dictionary(App=Dictionary(Private=String(canary("piece_info"))))
        page.PieceInfo = Dictionary(App=Dictionary(Private=String(canary("page_piece_info"))))
        root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFX, Info=String(canary("output_intent")))])
        root.AF = Array([pdf.make_indirect(Dictionary(Desc=String(canary("root_af"))))])
        root.Threads = Array([Dictionary(I=Dictionary(Title=String(canary("thread"))))])
        page.Thumb = pdf.make_stream(canary("thumbnail").encode(), Width=1, Height=1)
        form = root.AcroForm
        form.XFA = pdf.make_stream(canary("xfa").encode())
        form.Fields[0].DV, form.Fields[0].TU = String(canary("form_default")), String(canary("form_tooltip"))
        for thing in page.Annots:
            if thing.get("/Subtype") == "/Popup":
                thing.Contents = String(canary("popup"))
        _add_content(pdf, page, root)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    old = out.getvalue()
    dead = b"\n999 0 obj (%s) endobj\n998 0 obj (%s) endobj\n" % (
        canary("old_revision").encode(), canary("orphan").encode(),
    )  # fmt: skip
    return old.replace(b"\n1 0 obj", dead + b"1 0 obj", 1) + canary("trailing").encode()


def _xmp(word: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="{word}"/></rdf:RDF></x:xmpmeta>'
    ).encode()


def _add_content(pdf: pikepdf.Pdf, page: pikepdf.Object, root: pikepdf.Object) -> None:
    def form(word: str, **more: object) -> pikepdf.Object:
        words = b"BT /F9 11 Tf 72 %d Td (%s) Tj ET" % (300 if more else 400, word.encode())
        return pdf.make_stream(
            words, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=Dictionary(F9=font)), **more,
        )  # fmt: skip

    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(canary("layer_name"))))
    root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary(OFF=Array([])))
    for listed in (root.OCProperties.OCGs, root.OCProperties.D.OFF):
        listed.append(layer)
    resources = page.Resources
    resources.Font["/F9"] = font
    objects = resources.get("/XObject", Dictionary())
    resources.XObject = objects
    objects["/Shown"] = form(canary("form_xobject"))
    objects["/Hidden"] = form(canary("hidden_form_xobject"), OC=layer)
    objects["/Unused"] = form(canary("unused_xobject"), Group=Dictionary(S=Name.Transparency))
    resources.Properties = Dictionary(
        Off=layer, Props=pdf.make_indirect(Dictionary(Word=String(canary("marked_property"))))
    )
    for image in objects.values():
        if image.get("/Subtype") == "/Image":
            image.Metadata = pdf.make_stream(canary("image_xmp").encode())
    more = (
        f"\n% {canary('stream_comment')}\n/OC /Off BDC BT /F9 11 Tf 72 500 Td ({canary('hidden_layer')}) Tj ET EMC\n"
        f"/Span << /ActualText ({canary('actual_text')}) >> BDC BT /F9 11 Tf 72 480 Td (kept) Tj ET EMC\n"
        "/Tag /Props BDC BT /F9 11 Tf 72 460 Td (kept as well) Tj ET EMC /Shown Do /Hidden Do\n"
    )
    content = b"\n".join(stream.read_bytes() for stream in _streams(page))
    page.Contents = pdf.make_stream(b"q\n" + content + b"\nQ" + more.encode())


def _streams(page: pikepdf.Object) -> list[pikepdf.Object]:
    contents = page.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def pdf_traces(data: bytes) -> str:
    """Everything that can be read out of a PDF by any means, as one text in lower case."""
    found = [data]
    found += [_inflated(match.group(1)) for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in [*pdf.objects, pdf.trailer]:
            found += _said(thing)
    with pymupdf.open(stream=data, filetype="pdf") as other:
        for page in other:
            found.append(page.get_textpage(clip=pymupdf.INFINITE_RECT(), flags=0).extractText().encode())
    if shutil.which("pdftotext"):
        found.append(subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout)
    return "\n".join(text for piece in found for text in _decoded(piece)).lower()


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def _said(thing: pikepdf.Object) -> Iterable[bytes]:
    if isinstance(thing, pikepdf.Stream):
        try:
            yield thing.read_bytes()
        except pikepdf.PdfError:
            yield thing.read_raw_bytes()
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():
            yield key.encode()
            if not value.is_indirect if isinstance(value, pikepdf.Object) else False:
                yield from _said(value)
    elif isinstance(thing, pikepdf.Array):
        for item in thing:
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                yield from _said(item)
    elif isinstance(thing, pikepdf.String):
        yield bytes(thing)
        yield str(thing).encode()
    elif isinstance(thing, pikepdf.Name):
        yield str(thing).encode()


def _decoded(piece: bytes) -> Iterable[str]:
    yield piece.decode("latin-1")
    if b"\0" in piece:
        yield piece.replace(b"\0", b"").decode("latin-1")


DOCX_CHANNELS = (
    "core", "app", "custom", "comment", "comment_author", "deleted", "moved_away", "change_author", "field_code",
    "link_target", "bookmark", "alt_text", "picture_name", "picture_words", "custom_xml", "glossary", "embedding",
    "attached_template", "doc_var", "style_name", "style_alias", "rsid", "sdt_alias", "fallback_only", "zip_comment",
    "orphan_part", "part_name", "table_caption", "field_default", "instr", "xml_comment", "paragraph_id",
    "chart_formula", "list_name", "word_attribute", "stray_text", "people",
)  # fmt: skip

DOCX_SHOWN = (
    "split", "header", "footer", "footnote", "endnote", "cell", "box", "control", "link", "inserted", "hidden",
    "formula", "chart", "field_result", "nested_cell",
)  # fmt: skip
"""Places that show text; the word in each is a finding."""


def docx() -> bytes:
    """A Word file with a canary in every channel and in every place that shows text."""
    w = {channel: canary(channel) for channel in (*DOCX_CHANNELS, *DOCX_SHOWN)}
    p, r = docxs.p, docxs.r
    half = len(w["split"]) // 2
    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = w["picture_words"]
    Image.new("RGB", (8, 8), "red").save(picture, "jpeg", exif=exif, comment=w["picture_words"].encode())
    body = (
        f"<!-- {w['xml_comment']} -->"
        + p("Signed by ", r(w["split"][:half], "<w:b/>"), r(w["split"][half:]), r(" in person."), style="Own")
        + p(f"<w:del w:id='1' w:author='{w['change_author']}'><w:r><w:delText>{w['deleted']}</w:delText></w:r></w:del>")
        + p(f"<w:moveFrom w:id='2'>{r(w['moved_away'])}</w:moveFrom><w:ins w:id='3' w:author='{w['change_author']}'>"
            f"{r(w['inserted'])}</w:ins>")
        + p(f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:default w:val='{w['field_default']}'/></w:ffData>"
            f"</w:fldChar></w:r><w:r><w:instrText>{w['field_code']}</w:instrText></w:r>", "after the field")
        + p(f"<w:fldSimple w:instr='{w['instr']}'>{r(w['field_result'])}</w:fldSimple>")
        + p(f"<w:hyperlink r:id='ext' w:tooltip='{w['word_attribute']}'>{r(w['link'])}</w:hyperlink>")
        + p(f"<w:bookmarkStart w:id='4' w:name='{w['bookmark']}'/>", "after the bookmark")
        + p(f"<w:r><w:drawing><pic name='{w['picture_name']}' descr='{w['alt_text']}'><a:blip r:embed='img'/></pic>"
            "</w:drawing></w:r>", "a picture")
        + p(docxs.textbox(p(w["box"])).replace("</v:textbox>", f"{w['fallback_only']}</v:textbox>"), "anchor")
        + p(f"<w:sdt><w:sdtPr><w:alias w:val='{w['sdt_alias']}'/></w:sdtPr><w:sdtContent>{r(w['control'])}"
            "</w:sdtContent></w:sdt>")
        + docxs.table((w["cell"], "kept cell"), ("kept too", p("kept outer") + docxs.table((w["nested_cell"], "in"))))
            .replace("<w:tbl>", f"<w:tbl><w:tblPr><w:tblCaption w:val='{w['table_caption']}'/></w:tblPr>", 1)
        + p(r(w["hidden"], "<w:vanish/>"))
        + p(f"<m:oMath><m:r><m:t>{w['formula']}</m:t></m:r></m:oMath>")
        + p("<w:r><w:drawing><c:chart r:id='chart'/></w:drawing></w:r>", "a chart")
        + f"<w:p w:rsidR='{w['rsid']}' w14:paraId='{w['paragraph_id']}' "
        f"xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'>{w['stray_text']}{r('kept line')}</w:p>"
    )  # fmt: skip
    style = (
        f"<w:style w:type='paragraph' w:customStyle='1' w:styleId='Own'><w:name w:val='{w['style_name']}'/>"
        f"<w:aliases w:val='{w['style_alias']}'/></w:style>"
    )
    settings = (
        f"<w:docVars><w:docVar w:name='a' w:val='{w['doc_var']}'/></w:docVars>"
        f"<w:attachedTemplate r:id='{w['attached_template']}'/>"
    )
    chart = (
        f"<w:x><c:strRef><c:f>{w['chart_formula']}</c:f><c:strCache><c:pt><c:v>{w['chart']}</c:v></c:pt></c:strCache>"
        "</c:strRef></w:x>"
    )
    comment = f"<w:comment w:id='0' w:author='{w['comment_author']}'>{p(w['comment'])}</w:comment>"
    data = docxs.build(
        body,
        {
            "styles": ("styles", docxs.part("styles", style)),
            "settings": ("settings", docxs.part("settings", settings)),
            "numbering": (
                "numbering",
                docxs.part(
                    "numbering",
                    f"<w:abstractNum w:abstractNumId='0'><w:name w:val='{w['list_name']}'/></w:abstractNum>",
                ),
            ),
            "header1": ("header", docxs.part("hdr", p(w["header"]))),
            "footer1": ("footer", docxs.part("ftr", p(w["footer"]))),
            "footnotes": ("footnotes", docxs.part("footnotes", docxs.notes("footnote", w["footnote"]))),
            "endnotes": ("endnotes", docxs.part("endnotes", docxs.notes("endnote", w["endnote"]))),
            "comments": ("comments", docxs.part("comments", comment)),
            "people": ("people", docxs.part("people", f"<w:x w:author='{w['people']}'/>")),
            "chart": ("chart", docxs.part("chart", chart)),
        },
        {
            "docProps/core.xml": f"<x>{w['core']}</x>".encode(),
            "docProps/app.xml": f"<x>{w['app']}</x>".encode(),
            "docProps/custom.xml": f"<x>{w['custom']}</x>".encode(),
            "customXml/item1.xml": f"<x>{w['custom_xml']}</x>".encode(),
            "word/glossary/document.xml": f"<x>{w['glossary']}</x>".encode(),
            "word/embeddings/book.xlsx": w["embedding"].encode(),
            f"word/media/{w['part_name']}.jpeg": picture.getvalue(),
            "word/orphan.xml": f"<x>{w['orphan_part']}</x>".encode(),
        },
    )
    return _with_links(data, w)


def _with_links(data: bytes, w: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                more = (
                    f'<Relationship Id="ext" Type="{docxs.TYPE}hyperlink" Target="mailto:{w["link_target"]}" '
                    f'TargetMode="External"/><Relationship Id="img" Type="{docxs.TYPE}image" '
                    f'Target="media/{w["part_name"]}.jpeg"/></Relationships>'
                )
                content = content.replace(b"</Relationships>", more.encode())
            new.writestr(name, content)
        new.comment = w["zip_comment"].encode()
    return out.getvalue()


def docx_traces(data: bytes) -> str:
    """Everything that can be read out of a Word file: its parts, their names, and runs joined."""
    found = [data.decode("latin-1")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace")
            found += [name, text, re.sub(r"<[^>]*>", "", text)]
    return "\n".join(found).lower()
