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


@pytest.mark.parametrize(
    "text",
    ["👩‍👩‍👧", "❤️‍🔥 👁️‍🗨️", "می‌خواهم", "क्‍ष", "שלום\u200f! \u200eabc", "1️⃣ #️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "葛\U000e0100城市", "ᠠ\u180b"],
)  # fmt: skip
def test_joiners_marks_and_flags_stay_where_a_script_or_an_emoji_needs_them(text):
    visible = text.replace("\u200eabc", "abc")
    [passage] = passages(visible, [])

    assert [s.text for s in passage.stretches] == [visible]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("pass\u200cword", ["ZWNJ"]), ("a\u200db", ["ZWJ"]), ("x \u200f y", ["RLM"]), ("\u061cabc", ["ALM"]),
        ("soft\u00adhyphen", ["SHY"]), ("fill\u3164er", ["U+3164"]), ("in\u2063visible", ["U+2063"]),
        ("hi\U000e0068\U000e0069", ["U+E0068", "U+E0069"]), ("a\ufe0fb", ["U+FE0F"]),
        ("😀\ufe00\ufe01\ufe02 x", ["U+FE01", "U+FE02"]),
    ],
)  # fmt: skip
def test_the_same_characters_are_shown_where_they_only_hide_something(text, names):
    [passage] = passages(text, [])

    assert [s.text for s in passage.stretches if s.code] == names


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_compose_page_shows_the_same_characters_by_the_same_names(root):
    around = [("", ""), ("a", "b"), ("😀", "b"), ("a", "é"), ("\u200d", "\ufe0f"), ("🏴\U000e0067", "\U000e007f")]
    every = [*range(0x3200), *range(0xFE00, 0x10000), *range(0x1D100, 0x1D200), *range(0xE0000, 0xE0200)]
    given = [before + chr(code) + after for before, after in around for code in every if not 0xD800 <= code < 0xE000]
    program = (
        f"import {{ stretches }} from {json.dumps(str(root / 'frontends/paste/unseen.js'))};"
        "import { text } from 'node:stream/consumers';"
        "const given = JSON.parse(await text(process.stdin));"
        "console.log(JSON.stringify(given.map((one) => stretches(one).map(({ text, code }) => [text, code]))));"
    )
    output = subprocess.run(
        ["node", "--input-type=module", "-e", program],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    ours = [[[s.text, s.code] for p in passages(one, []) for s in p.stretches] for one in given]

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
