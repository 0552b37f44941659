"""Builds a PDF anew from what its pages need to be drawn, so that nothing else can come along.

Allowed are the pages, what they draw with, and the fonts, pictures and colors behind that. Properties, attachments,
scripts, links, forms, bookmarks, layers, structure, thumbnails, history and the words that programs leave in streams
and pictures are not on the list. What lies on a hidden layer is dropped.

Knows no findings and no boxes. Runs where it can be killed.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name

from shared.formats.pdf_fonts import prune
from shared.formats.pixels import plain_jpeg, plain_jpx

_PAGE = {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group", "/UserUnit"}
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_RESOURCES = {"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font"}
_STREAM = {"/Length", "/Filter", "/DecodeParms"}
_FORM = _STREAM | {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group"}
_PICTURE = _STREAM | {
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask",
    "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte",
}  # fmt: skip
_TILING = _STREAM | {
    "/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Resources", "/Matrix",
}  # fmt: skip

_NEVER = {
    "/Metadata", "/PieceInfo", "/LastModified", "/OC", "/OCGs", "/StructParent", "/StructParents", "/AF", "/AA", "/A",
    "/Annots", "/Thumb", "/OPI", "/Alternates", "/Measure", "/PtData", "/Dests", "/Names", "/JS", "/URI", "/EF",
    "/Info", "/PZ", "/B", "/ID", "/Parent", "/P", "/Pg", "/Contents",
}  # fmt: skip
"""What is dropped from whatever else a page draws with. Fonts, functions and colors use none of these names."""

_MARKS = {"BDC", "BMC", "EMC", "DP", "MP", "BX", "EX"}
_TEXT = {"Tj", "TJ", "'", '"'}
_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The new file, and the pages, counted from 0, that cannot be cleaned: with text in patterns, which nobody can take
    out, or with fonts that cannot be pruned where that was wanted."""

    data: bytes
    unclean: set[int]


def rebuild(data: bytes, prunes_fonts: bool = False) -> Rebuilt:
    """The same pages in a new file; with `prunes_fonts`, its fonts name no letter that is not shown."""
    with pikepdf.open(io.BytesIO(data)) as old, pikepdf.new() as new:
        cleaner = _Cleaner(_Layers(_hidden_layers(old.Root)))
        unclean: set[int] = set()
        for number, page in enumerate(old.pages):
            if cleaner.clean_page(old, page.obj):
                unclean.add(number)
        new.pages.extend(old.pages)
        if prunes_fonts:
            unclean |= prune(new)
        out = io.BytesIO()
        new.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return Rebuilt(out.getvalue(), unclean)


def without_hidden_layers(data: bytes) -> bytes:
    """The same file without what is drawn on layers that a viewer does not show."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        hidden = _hidden_layers(pdf.Root)
        if not hidden:
            return data
        layers = _Layers(hidden)
        for page in pdf.pages:
            _inherit(page.obj)
            resources = page.obj.get("/Resources", pikepdf.Dictionary())
            page.obj["/Contents"] = pdf.make_stream(_without_marks(page.obj, layers, resources))
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and (thing.get("/Subtype") == "/Form" or "/PatternType" in thing):
                thing.write(_without_marks(thing, layers, thing.get("/Resources", pikepdf.Dictionary())))
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and layers.is_hidden(thing.get("/OC")):
                thing.write(b"")
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _inherit(page: Any) -> None:
    for key in _INHERITED:
        node = page
        for _ in range(64):
            if key in node:
                page[key] = node[key]
                break
            if "/Parent" not in node:
                break
            node = node["/Parent"]


def _hidden_layers(root: Any) -> set[tuple[int, int]]:
    """The layers that a viewer does not show when it opens the file."""
    properties = root.get("/OCProperties")
    if properties is None:
        return set()
    every = [layer.objgen for layer in properties.get("/OCGs", [])]
    usual = properties.get("/D", {})
    on = {layer.objgen for layer in usual.get("/ON", [])}
    off = {layer.objgen for layer in usual.get("/OFF", [])}
    if str(usual.get("/BaseState", "/ON")) == "/OFF":
        off |= set(every) - on
    return off


class _Cleaner:
    """Takes everything from a page that is not needed to draw it."""

    def __init__(self, layers: "_Layers") -> None:
        self._layers = layers
        self._seen: dict[tuple[int, int], bool] = {}

    def clean_page(self, pdf: Any, page: Any) -> bool:
        """Whether the page has text that cannot be taken out."""
        _inherit(page)
        resources = page.get("/Resources", pikepdf.Dictionary())
        content = _without_marks(page, self._layers, resources)
        _keep(page, _PAGE)
        page["/Contents"] = pdf.make_stream(content)
        return self._clean_resources(resources)

    def _clean_resources(self, resources: Any) -> bool:
        has_text = False
        _keep(resources, _RESOURCES)
        for kind in list(resources.keys()):
            entries = resources[kind]
            if not isinstance(entries, pikepdf.Dictionary):
                continue
            for name in list(entries.keys()):
                has_text |= self._clean_object(kind, entries[name])
        return has_text

    def _clean_object(self, kind: str, thing: Any) -> bool:
        """Whether it is, or draws with, a pattern that holds text."""
        if thing.is_indirect and thing.objgen in self._seen:
            return self._seen[thing.objgen]
        if thing.is_indirect:
            self._seen[thing.objgen] = False
        has_text = False
        is_stream = isinstance(thing, pikepdf.Stream)
        if is_stream and (kind == "/Pattern" or str(thing.get("/Subtype")) == "/Form"):
            resources = thing.get("/Resources", pikepdf.Dictionary())
            thing.write(_without_marks(thing, self._layers, resources))
            _keep(thing, _TILING if kind == "/Pattern" else _FORM)
            has_text = self._clean_resources(resources)
            has_text |= kind == "/Pattern" and _shows_text(thing)
        elif is_stream and str(thing.get("/Subtype")) == "/Image":
            _keep(thing, _PICTURE)
            _clean_picture(thing)
            for key in ("/SMask", "/Mask"):
                if isinstance(thing.get(key), pikepdf.Stream):
                    self._clean_object("/XObject", thing[key])
        elif kind == "/Font" and str(thing.get("/Subtype")) == "/Type3":
            has_text = self._clean_type3(thing)
        elif kind == "/ExtGState" and isinstance(thing.get("/SMask"), pikepdf.Dictionary):
            self._drop(thing, set())
            if "/G" in thing["/SMask"]:
                has_text = self._clean_object("/XObject", thing["/SMask"]["/G"])
        else:
            self._drop(thing, set())
        if thing.is_indirect:
            self._seen[thing.objgen] = has_text
        return has_text

    def _clean_type3(self, font: Any) -> bool:
        resources = font.get("/Resources", pikepdf.Dictionary())
        for glyph in font.get("/CharProcs", {}).values():
            if isinstance(glyph, pikepdf.Stream):
                glyph.write(_without_marks(glyph, self._layers, resources))
                _keep(glyph, _STREAM)
        return self._clean_resources(resources)

    def _drop(self, thing: Any, on_the_way: set[tuple[int, int]]) -> None:
        """Take what is never needed from whatever hangs on a font, a color or a state."""
        if isinstance(thing, pikepdf.Array):
            for item in thing:
                self._drop(item, on_the_way)
            return
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            return
        if thing.is_indirect:
            if thing.objgen in on_the_way:
                return
            on_the_way.add(thing.objgen)
        for key in list(thing.keys()):
            if key in _NEVER:
                del thing[key]
            else:
                self._drop(thing[key], on_the_way)


class _Layers:
    """Tells what lies on hidden layers."""

    def __init__(self, hidden: set[tuple[int, int]]) -> None:
        self._hidden = hidden

    def marks(self, resources: Any) -> set[str]:
        """The names under which content calls hidden layers."""
        return self._named(resources.get("/Properties", {}))

    def objects(self, resources: Any) -> set[str]:
        """The names of pictures and forms that lie on them."""
        objects = resources.get("/XObject", {})
        return {name for name in list(objects.keys()) if self.is_hidden(objects[name].get("/OC"))}

    def is_hidden(self, layer: Any) -> bool:
        """Whether this layer, or one of a group of them, is hidden."""
        if not self._hidden or not isinstance(layer, pikepdf.Dictionary):
            return False
        if layer.objgen in self._hidden:
            return True
        members = layer.get("/OCGs")
        if members is None or "/VE" in layer:
            return False  # MuPDF does not look at expressions: what they hide was read and shown, and stays
        listed = list(members) if isinstance(members, pikepdf.Array) else [members]
        hidden = [member.objgen in self._hidden for member in listed]
        # Whoever writes no rule means that one visible layer is enough.
        rule = str(layer.get("/P", "/AnyOn"))
        seen = {"/AllOn": not any(hidden), "/AnyOff": any(hidden), "/AllOff": all(hidden)}.get(rule, not all(hidden))
        return not seen if listed else False

    def _named(self, named: Any) -> set[str]:
        return {name for name in list(named.keys()) if self.is_hidden(named[name])}


def _keep(thing: Any, allowed: set[str]) -> None:
    for key in [key for key in list(thing.keys()) if key not in allowed]:
        del thing[key]


def _without_marks(stream: Any, layers: _Layers, resources: Any) -> bytes:
    """The content without marks, comments and what hidden layers draw."""
    drawn = _drawn(stream, layers.marks(resources), layers.objects(resources))
    return bytes(pikepdf.unparse_content_stream(list(drawn)))


def _drawn(stream: Any, hidden: set[str], hidden_objects: set[str]) -> Iterator[Any]:
    depth = hidden_from = 0
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            depth += 1
            operands = instruction.operands
            is_layer = operator == "BDC" and str(operands[0]) == "/OC" and str(operands[1]) in hidden
            hidden_from = hidden_from or (depth if is_layer else 0)
        elif operator == "EMC":
            hidden_from = 0 if depth <= hidden_from else hidden_from
            depth = max(0, depth - 1)
        elif operator in _MARKS or (operator == "Do" and str(instruction.operands[0]) in hidden_objects):
            continue
        elif not hidden_from:
            yield instruction
        elif operator in ("'", '"'):
            yield pikepdf.ContentStreamInstruction([], pikepdf.Operator("T*"))
        elif operator in _FILLS:
            yield pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
        elif operator not in (*_TEXT, "Do", "sh", "INLINE IMAGE"):
            yield instruction


def _shows_text(stream: Any) -> bool:
    """Whether the content writes text, by itself or in a form it draws."""
    if any(str(one.operator) in _TEXT for one in pikepdf.parse_content_stream(stream)):
        return True
    forms = stream.get("/Resources", {}).get("/XObject", {})
    return any("/Font" in form.get("/Resources", {}) for form in forms.values())


def _clean_picture(picture: Any) -> None:
    """Take what a camera or a program wrote beside the pixels out of the picture's own file."""
    named = picture.get("/Filter")
    filters = list(named) if isinstance(named, pikepdf.Array) else [named]
    if len(filters) != 1:
        return
    raw = picture.read_raw_bytes()
    plain = {Name.DCTDecode: plain_jpeg, Name.JPXDecode: plain_jpx}.get(filters[0])
    if plain is not None and (clean := plain(raw)) != raw:
        picture.write(clean, filter=filters[0], decode_parms=picture.get("/DecodeParms"))
