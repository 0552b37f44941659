"""What personal data a text holds: the model and the rules look, and their findings are settled.

A character that either of them found stays found, unless it cannot be what the model calls it: an address of mail
without an @, a file's path, the digest of a package (`shared.rules.plausibility`). This module knows nothing of files,
policies or people.
"""

import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from shared import rules
from shared.engine import Engine, find_at
from shared.policy import Lookup
from shared.rules.lookups import find_lookups
from shared.spans import Overlaps, Span, settle

_JOINED = frozenset({"private_person", "private_address"})
"""Labels whose fragments belong together; two card numbers side by side stay two."""

_DOUBTFUL_DATE, _UNCLAIMED_DATE = 0.55, 0.8
"""The rules' own scores for a date that may be a machine's, and for one of which no word near by says whose it is;
measured where documents are full of personal data."""

_LEAST_REPEATED_SCORE = 0.5
_LEAST_REPEATED_LENGTH = MappingProxyType(
    {
        "private_person": 3,
        "private_address": 10,
        "private_email": 6,
        "private_phone": 7,
        "account_number": 5,
        "secret": 6,
    }
)
"""From how many characters on a finding is looked for elsewhere. A date or an address on the web may be anybody's."""

_WORD = re.compile(r"[^\W_]+")

_LONGEST_GROWTH = 64
"""How far a finding grows: the longest words and most keys, but not a megabyte without a blank."""

_WRITTEN_WITHOUT_BLANKS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "BOPOMOFO")

_ANY_CHARACTER_COUNTS = frozenset({"secret", "private_url"})
_MARKS = frozenset(" \t\n\r|¦│‖·~»«›‹:;,=<>→⇒_…—–")
"""What stands between fields, and ends no name, address, number or date; dots and stars may stand for digits."""

_JOINERS = frozenset({" ", "-", "‐", "‑", "\u00a0"})
_CALLED = re.compile(r" ?(?:[\"'“”„«‘][^\W\d_]{2,15}[\"'“”»’]|\([^\W\d_a-z][^\W\d_A-Z]{1,14}\)) ")
"""What somebody is called, between their names: Robert "Bob" McAllister, Mikhail (Misha) Orlov."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What was found in one text.

    `spans` are settled: sorted, each character under one label. `found` is everything as it was found,
    overlaps included, for a policy that keeps one category and removes another beneath it; fragments of one name
    that the model found are in it, and so is the whole.
    """

    spans: tuple[Span, ...]
    found: tuple[Span, ...]
    engine: str
    seconds: float


def detect(
    text: str,
    engine: Engine,
    progress: Callable[[float], None] | None = None,
    lookups: Sequence[Lookup] = (),
    operating_point: str = "",
) -> Detection:
    """Every finding of the model and of the rules in one text, and of what a policy looks for on its own.

    `progress` hears shares from 0 to 1; `operating_point` is how the model decides, empty for its usual way.
    """
    [detection] = detect_all([text], engine, progress, lookups, operating_point)
    return detection


def detect_all(
    texts: Sequence[str],
    engine: Engine,
    progress: Callable[[float], None] | None = None,
    lookups: Sequence[Lookup] = (),
    operating_point: str = "",
) -> list[Detection]:
    """The same for many texts, which share the model's batches."""
    started = time.perf_counter()
    by_engine = find_at(engine, texts, progress, operating_point)
    by_rules = [rules.find(text) for text in texts]
    by_model = [as_they_are(text, spans, ruled) for text, spans, ruled in zip(texts, by_engine, by_rules, strict=True)]
    found = [
        [*model, *join_fragments(text, settle(model)), *ruled, *find_lookups(text, lookups)]
        for text, model, ruled in zip(texts, by_model, by_rules, strict=True)
    ]
    for text, spans in zip(texts, found, strict=True):
        spans.extend(repeats(text, spans))
    settled = [
        tuple(join_fragments(text, settle(without_doubtful_dates(text, spans, model))))
        for text, spans, model in zip(texts, found, by_model, strict=True)
    ]
    seconds = time.perf_counter() - started
    return [
        Detection(spans, tuple(sorted(set(every))), engine.name, seconds)
        for spans, every in zip(settled, found, strict=True)
    ]


def without_marks(text: str, spans: Iterable[Span]) -> list[Span]:
    """The same findings without the marks that part fields at their ends: "Louise Choi |" is the name alone.

    Letters, digits and whatever may be part of a password or an address on the web stay found.
    """
    return [_without_marks(text, span) for span in spans]


def _without_marks(text: str, span: Span) -> Span:
    if span.label in _ANY_CHARACTER_COUNTS:
        return span
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return replace(span, start=start, end=end) if start < end else span


def as_they_are(text: str, spans: Iterable[Span], by_rules: Sequence[Span]) -> list[Span]:
    """The model's findings with their true ends, without those that cannot be what it calls them."""
    from shared.rules.boundaries import at_the_ends_of_rules, without_labels

    whole = without_labels(text, whole_words(text, without_marks(text, spans)))
    return at_the_ends_of_rules(text, plausible(text, whole), by_rules)


def plausible(text: str, spans: Sequence[Span]) -> list[Span]:
    """The findings of the model that can be what it calls them. A fragment is judged by the whole name it is of: "Last"
    is a word of manuals, and "James Last" is somebody."""
    from shared.rules.plausibility import is_plausible

    names = [span for span in spans if span.label in _JOINED]
    wholes = Overlaps(join_fragments(text, settle(names)))

    @cache
    def judged(start: int, end: int, label: str) -> bool:
        return is_plausible(text, start, end, label)

    def whole(span: Span) -> Span:
        return next((one for one in wholes.of(span) if one.label == span.label and one.end >= span.end), span)

    return [span for span in spans if judged(whole(span).start, whole(span).end, span.label)]


def whole_words(text: str, spans: Iterable[Span]) -> list[Span]:
    """The same findings, grown to the ends of the words they cut: tokens of a model may begin inside a word.

    Only in scripts that part words by blanks; in Chinese, Japanese, Thai or Korean the next letter is often another
    word. A finding never shrinks.
    """
    return [replace(span, start=_word_start(text, span.start), end=_word_end(text, span.end)) for span in spans]


def _word_start(text: str, start: int) -> int:
    least = max(0, start - _LONGEST_GROWTH)
    while start > least and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    return start


def _word_end(text: str, end: int) -> int:
    most = min(len(text), end + _LONGEST_GROWTH)
    while end < most and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    return end


@cache
def _in_word(character: str) -> bool:
    if character.isdecimal() or unicodedata.category(character).startswith("M"):
        return True
    return character.isalpha() and not unicodedata.name(character, "CJK").startswith(_WRITTEN_WITHOUT_BLANKS)


def without_doubtful_dates(text: str, spans: Sequence[Span], by_model: Sequence[Span]) -> Iterator[Span]:
    """The findings without dates of which a rule knows only that they are dates, and in which the model sees nothing.

    Those in the middle of a sentence or of a log's line: one that has a line or a cell for itself is a letter's or a
    form's, and stays. What is doubtful depends on the company: where nothing else in the text is anybody's, "on" or
    "since" before a date makes it nobody's either, unless the line speaks of somebody: "my visit on …".

    Of 54 doubtful dates in the development documents three were somebody's, the others stamped the lines of a log or of
    a chat; of 21 in sentences without company none was (2026-11-24). They stay among what was `found`, for a policy
    that asks for dates.
    """
    from shared.rules.dates import is_claimed

    seen = Overlaps(by_model)
    lonely = all(_is_date_of_a_rule(span, _UNCLAIMED_DATE) and not seen.of(span) for span in spans)
    for span in spans:
        beside = (
            text[max(0, span.start - 8) : span.start].rstrip(" ")[-1:],
            text[span.end : span.end + 8].lstrip(" ")[:1],
        )
        doubtful = any(map(str.isalnum, beside)) and (
            _is_date_of_a_rule(span, _DOUBTFUL_DATE) or (lonely and not is_claimed(text, span.start))
        )
        if not doubtful or seen.of(span):
            yield span


def _is_date_of_a_rule(span: Span, score: float) -> bool:
    """Whether it is a date that a rule found, and no surer than that."""
    return span.label == "private_date" and span.source == "rule" and span.score <= score


def repeats(text: str, spans: Iterable[Span]) -> list[Span]:
    """The same words wherever else they stand: a name that was found once is not left readable three lines on.

    Only what is long enough to mean the same everywhere, and was found with some confidence.
    """
    by_words: dict[str, Span] = {}
    for span in sorted(spans, key=lambda span: span.score):
        words = text[span.start : span.end]
        if span.score >= _LEAST_REPEATED_SCORE and _means_the_same_everywhere(span.label, words):
            by_words[words] = span
    return [
        replace(by_words[words], start=start, end=start + len(words))
        for start, words in _occurrences(text, by_words)
        if _word_start(text, start) == start and _word_end(text, start + len(words)) == start + len(words)
    ]


def _occurrences(text: str, phrases: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where each phrase stands, in one walk over the words of the text: 2,000 names in a megabyte take 0.2 s.

    A phrase that begins in a script without blanks is looked for on its own.
    """
    by_first_word: dict[str, list[str]] = {}
    for phrase in phrases:
        first = _WORD.match(phrase)
        if first and _in_word(phrase[0]):
            by_first_word.setdefault(first.group(), []).append(phrase)
            continue
        start = text.find(phrase)
        while start >= 0:
            yield start, phrase
            start = text.find(phrase, start + 1)
    if by_first_word:
        for word in _WORD.finditer(text):
            for phrase in by_first_word.get(word.group(), ()):
                if text.startswith(phrase, word.start()):
                    yield word.start(), phrase


def _means_the_same_everywhere(label: str, words: str) -> bool:
    least = _LEAST_REPEATED_LENGTH.get(label)
    if least is None or len(words) < least:
        return False
    return label != "private_person" or " " in words.strip() or not words.isascii()


def join_fragments(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Adjacent parts of one name or address become one, when a single space or hyphen parts them, or a nickname.

    Models tend to cut "Anna-Lena Wagner" in two. The joined span covers the gap too: more, never less.
    """
    last: Span | None = None
    for span in spans:
        if last and _belongs(text, last, span):
            last = replace(last, end=span.end, kind=last.kind or span.kind, score=max(last.score, span.score))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _belongs(text: str, last: Span, span: Span) -> bool:
    if last.label != span.label or last.label not in _JOINED or last.source != span.source:
        return False
    gap = text[last.end : span.start]
    return gap == "" or gap in _JOINERS or (last.label == "private_person" and bool(_CALLED.fullmatch(gap)))
