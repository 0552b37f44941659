"""Talks and small documents: who says what to whom, as a call centre, a messenger or a transcript writes it; notes.

Knows the shapes of such pages. Questions with their answers and the notes come from phrases/ (`asked`, `notes`,
`roles`), where a language has them; elsewhere people say what its other templates say. Does not know how often they
are met.
"""

from __future__ import annotations

from training.filling import about_nobody, about_somebody, fill, line_of
from training.forms import mixed
from training.pieces import Writer
from training.values import Values

Speaker = tuple[str, str | None]
SHORT = {"ko": ("사진", "이모티콘", "ㅇㅇ", "넵!", "ㅋㅋ"), "en": ("ok", "👍", "lol", "<Media omitted>")}
WEEKDAYS = "월화수목금토일"


def speakers(values: Values) -> tuple[Speaker, Speaker]:
    """Two who talk: by what they are to each other, or by name."""
    rng = values.rng
    if "roles" in values.phrases.lists and rng.random() < 0.5:
        one, _, other = values.pick("roles").partition(" / ")
        return (one, None), (other, None)
    kind = rng.choice(("first", "first", "person", "handle"))
    one, other = (values.fill(kind)[0] for _ in range(2))
    return (one, "private_person"), (other, "private_person")


def dialogue(values: Values, writer: Writer) -> None:
    """Two people, line by line."""
    rng = values.rng
    one, other = speakers(values)
    mark = rng.choice((": ", ": ", ":", " : ", " - ", ">", "\n", ":\n"))
    if "asked" not in values.phrases.lists:
        for index in range(rng.randint(3, 6)):
            said(values, writer, (one, other)[index % 2], mark, "\n" if index else "")
        return
    for index in range(rng.randint(1, 4)):
        question, _, answer = values.pick("asked").partition(" = ")
        for who, words in ((one, question), (other, answer)):
            writer.write("\n" if index or who is other else "").value(*who).write(mark)
            fill(words, values, writer)
        if rng.random() < 0.25:
            said(values, writer, rng.choice((one, other)), mark, "\n")


def said(values: Values, writer: Writer, who: Speaker, mark: str, before: str) -> None:
    writer.write(before).value(*who).write(mark)
    line_of(values, writer, 0.6)


def chat(values: Values, writer: Writer) -> None:
    """Two people in turns, each line with its time or without one."""
    rng = values.rng
    people = [values.fill(rng.choice(("first", "person", "handle"))) for _ in range(2)]
    people = [(name, "private_person") for name, _ in people]
    style = rng.choice(("[{time}] ", "{time} ", "", "", "[{y}, {time}] "))
    for index in range(rng.randint(2, 5)):
        clock = style.replace("{time}", values.time()[0]).replace(
            "{y}", f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(19, 26)}"
        )
        writer.write(("\n" if index else "") + clock).value(*people[index % 2]).write(
            rng.choice((": ", ": ", " > ", ":\n")) if not style else ": "
        )
        line_of(values, writer, 0.6)


def messenger(values: Values, writer: Writer) -> None:
    """A chat as a messenger exports it: the day, then name, time and text."""
    rng = values.rng
    people = [values.fill(rng.choice(("person", "person", "first"))) for _ in range(rng.randint(2, 4))]
    day, style = f"{rng.randint(2019, 2026)}년 {rng.randint(1, 12)}월 {rng.randint(1, 28)}일", rng.randint(0, 2)
    if values.language != "ko":
        day = f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(19, 26)}"
    elif style < 2:
        writer.write(f"--------------- {day} {rng.choice(WEEKDAYS)}요일 ---------------\n" if style else day + "\n")
    for index in range(rng.randint(2, 6)):
        hour, minute = rng.randint(1, 12), f"{rng.randint(0, 59):02}"
        half = rng.choice(("오전", "오후"))
        clock = f"{half} {hour}:{minute}" if values.language == "ko" else f"{hour}:{minute} {rng.choice(('AM', 'PM'))}"
        writer.write("\n" if index else "")
        if style == 2:
            writer.write(f"{day}{' ' if values.language == 'ko' else ', '}{clock}")
            writer.write(", " if values.language == "ko" else " - ").value(*rng.choice(people))
            writer.write(" : " if values.language == "ko" else ": ")
        else:
            writer.write("[").value(*rng.choice(people)).write(f"] [{clock}] ")
        if rng.random() < 0.12:
            writer.write(rng.choice(SHORT["ko" if values.language == "ko" else "en"]))
            continue
        line_of(values, writer, 0.65)


def notice(values: Values, writer: Writer) -> None:
    """A small document of a few lines: a delivery note, a booking, an entry of a file."""
    if "notes" not in values.phrases.lists:
        mixed(values, writer)
        return
    fill(values.pick("notes"), values, writer)
    if values.rng.random() < 0.3:
        writer.write("\n")
        fill(about_nobody(values) if values.rng.random() < 0.5 else about_somebody(values), values, writer)
