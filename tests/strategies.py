"""What our property tests draw from: texts of every script, and spans that may overlap in any way."""

from hypothesis import strategies as st

from shared.spans import KINDS, LABELS, SOURCES, Span

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
"""Any text that can be encoded: emoji, combining marks, control characters, right-to-left scripts."""


@st.composite
def spans(draw: st.DrawFn, length: int = 40) -> Span:
    """A span somewhere in the first `length` characters."""
    start = draw(st.integers(0, length - 1))
    end = draw(st.integers(start + 1, length))
    label = draw(st.sampled_from(LABELS))
    return Span(
        start,
        end,
        label,
        draw(st.sampled_from(("", *KINDS[label]))),
        draw(st.sampled_from((0.2, 0.5, 0.9, 1.0))),
        draw(st.sampled_from(SOURCES)),
    )


span_lists = st.lists(spans(), max_size=12)
