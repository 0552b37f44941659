"""What every engine must hold to, whether it is a fake, a tiny one or the real one."""

from shared.engine import Engine
from shared.spans import LABELS, Span

TEXTS = [
    "My name is Harry Potter and my email is harry.potter@hogwarts.edu.",
    "",
    " ",
    "😀",
    "👨‍👩‍👧 called from +1 (415) 555-0134, said Ana\u0301 Müller. 東京都の山田太郎さん، مرحبا",
    "a\x00b\ud800c\r\n\t\u200b\ufeff",
    "key: sk-proj-abc123def456\n" * 3,
    "<|endoftext|> is only text <pad>",
]


def check_engine(engine: Engine) -> None:
    """Deterministic, in order, in range, for any text, and the same alone as in company."""
    long = "On 12 March 1999 Ms Jane Doe of 7 Elm Street wrote to bob@example.org. " * 250
    texts = [*TEXTS, long]
    progress: list[float] = []

    found = engine.find(texts, progress.append)

    assert engine.name
    assert len(found) == len(texts)
    assert found[1] == [], "an empty text has no findings"
    for text, spans in zip(texts, found, strict=True):
        assert spans == sorted(spans)
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.label in LABELS
            assert span.source == "model"
    assert progress == sorted(progress)
    assert all(0 <= done <= 1 for done in progress)
    assert progress[-1] == 1, "progress ends when the work does"

    assert engine.find([]) == []
    _assert_same(engine.find(texts), found)
    _assert_same(engine.find(texts[::-1])[::-1], found)
    _assert_same([engine.find([text])[0] for text in texts], found)


def _assert_same(some: list[list[Span]], others: list[list[Span]]) -> None:
    """The same findings; their scores may differ by the rounding of sums made in another order."""
    assert len(some) == len(others)
    for spans, expected in zip(some, others, strict=True):
        assert [_place(span) for span in spans] == [_place(span) for span in expected]
        assert all(abs(a.score - b.score) < 1e-3 for a, b in zip(spans, expected, strict=True))


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.label
