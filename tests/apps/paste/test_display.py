import json
import shutil
import subprocess

import pytest
from hypothesis import given

from apps.paste.display import LABEL_NAMES, legend, passages
from shared.spans import LABELS, Span, settle
from tests.strategies import span_lists, texts


def restored(found) -> str:
    return "".join(chr(int(s.code, 16)) if s.code else s.text for passage in found for s in passage.stretches)


@given(texts, span_lists)
def test_the_pieces_together_are_the_text(text, spans):
    settled = settle(span for span in spans if span.end <= len(text))

    assert restored(passages(text, settled)) == text


@given(texts, span_lists)
def test_exactly_the_findings_are_marked(text, spans):
    settled = settle(span for span in spans if span.end <= len(text))
    marked = [passage for passage in passages(text, settled) if passage.label]

    assert [(p.label, restored([p])) for p in marked] == [(s.label, text[s.start : s.end]) for s in settled]


def test_offsets_count_emoji_and_combining_marks_as_code_points():
    text = "👩‍👩‍👧 é Ana ✓"
    start = text.index("Ana")

    assert [restored([p]) for p in passages(text, [Span(start, start + 3, "private_person")])] == [
        "👩‍👩‍👧 é ", "Ana", " ✓",
    ]  # fmt: skip


def test_characters_that_reorder_or_hide_are_shown_by_name():
    [passage] = passages("user\u202eexe.txt\u2066\u200b\0\x1b[31m", [])

    assert [s.text for s in passage.stretches if s.code] == ["RLO", "LRI", "ZWSP", "NUL", "ESC"]


def test_what_emoji_and_scripts_need_stays_as_it_is():
    text = "👨‍💻 می‌خواهم שלום\u200f! tab\there\r\nnext"
    [passage] = passages(text, [])

    assert [s.text for s in passage.stretches] == [text]


def test_a_lone_carriage_return_is_shown():
    [passage] = passages("50%\r100%\r\n", [])

    assert [s.text for s in passage.stretches] == ["50%", "CR", "100%\r\n"]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_compose_page_shows_the_same_characters_by_the_same_names(root):
    every = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    program = (
        f"import {{ stretches }} from {json.dumps(str(root / 'frontends/paste/unseen.js'))};"
        "const every = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));"
        "const shown = every.map(stretches).flat().filter(({ code }) => code);"
        "console.log(JSON.stringify(shown.map(({ text, code }) => [text, code])));"
    )
    output = subprocess.run(["node", "--input-type=module", "-e", program], capture_output=True, text=True, check=True)
    ours = [[s.text, s.code] for one in every for p in passages(one, []) for s in p.stretches if s.code]

    assert json.loads(output.stdout) == ours


def test_the_legend_names_what_occurs_in_the_right_number():
    assert legend([("private_person", 2), ("secret", 1), ("private_url", 0)]) == [
        ("private_person", "People", 2),
        ("secret", "Secret", 1),
    ]


def test_every_category_has_a_name_and_the_pages_use_the_same(root):
    labels_js = (root / "frontends/common/labels.js").read_text(encoding="utf-8")

    assert tuple(LABEL_NAMES) == LABELS
    for label, (one, many) in LABEL_NAMES.items():
        assert f'{label}: ["{one}", "{many}"]' in labels_js
