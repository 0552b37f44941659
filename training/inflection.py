"""Names as a sentence bends them, by their endings: good enough to be met, not to be taught.

Knows genitive, dative and instrumental of common endings in Russian and Polish, the German and Dutch genitive,
the cases of Finnish that names meet most, and for every language how names are written small, in capitals, as an
initial or turned round. Does not know exceptions.
"""

from __future__ import annotations

RUSSIAN = {  # ending: (how many letters go, genitive, dative, instrumental)
    "ова": (1, "ой", "ой", "ой"),
    "ева": (1, "ой", "ой", "ой"),
    "ина": (1, "ой", "ой", "ой"),
    "ая": (2, "ой", "ой", "ой"),
    "ов": (0, "а", "у", "ым"),
    "ев": (0, "а", "у", "ым"),
    "ин": (0, "а", "у", "ым"),
    "ий": (2, "ия", "ию", "ием"),
    "ой": (2, "ого", "ому", "ым"),
    "ей": (1, "я", "ю", "ем"),
    "ия": (1, "и", "и", "ей"),
    "ский": (2, "ого", "ому", "им"),
    "цкий": (2, "ого", "ому", "им"),
    "ых": (0, "", "", ""),
    "их": (0, "", "", ""),
    "га": (1, "и", "е", "ой"),
    "ка": (1, "и", "е", "ой"),
    "ха": (1, "и", "е", "ой"),
    "ша": (1, "и", "е", "ей"),
    "жа": (1, "и", "е", "ей"),
    "ча": (1, "и", "е", "ей"),
    "а": (1, "ы", "е", "ой"),
    "я": (1, "и", "е", "ей"),
    "й": (1, "я", "ю", "ем"),
    "ь": (1, "я", "ю", "ем"),
}
POLISH = {
    "ska": (1, "iej", "iej", "ą"),
    "cka": (1, "iej", "iej", "ą"),
    "ski": (0, "ego", "emu", "m"),
    "cki": (0, "ego", "emu", "m"),
    "ia": (1, "i", "i", "ą"),
    "ka": (1, "i", "ce", "ą"),
    "ga": (1, "i", "i", "ą"),
    "k": (0, "a", "owi", "iem"),
    "g": (0, "a", "owi", "iem"),
    "ja": (1, "i", "i", "ą"),
    "la": (1, "i", "i", "ą"),
    "a": (1, "y", "ie", "ą"),
    "ek": (2, "ka", "kowi", "kiem"),
    "y": (0, "ego", "emu", "m"),
}
FINNISH = {  # case: what follows the stem (its A is an a or an ä)
    "gen": "n",
    "ine": "ssA",
    "ela": "stA",
    "ade": "llA",
    "all": "lle",
    "abl": "ltA",
    "par": "A",
}
CASES = ("gen", "dat", "ins")
GENDERED = {  # endings of surnames: his, hers
    "ru": (
        ("ов", "ова"),
        ("ев", "ева"),
        ("ёв", "ёва"),
        ("ин", "ина"),
        ("ын", "ына"),
        ("ский", "ская"),
        ("цкий", "цкая"),
    ),
    "pl": (("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")),
}
HIS_IN_A = ("никита", "илья", "фома", "лука", "саша", "миша", "паша", "дима", "ваня", "коля", "лёша", "kuba", "kosma")


def feminine(first: str, language: str) -> bool:
    """Whether a first name is a woman's, by its ending."""
    name = first.lower()
    return name.endswith(("а", "я") if language == "ru" else "a") and name not in HIS_IN_A


def of_gender(last: str, hers: bool, language: str) -> str:
    """The form of a surname that he or she bears."""
    for his, her in GENDERED[language]:
        if hers and last.endswith(his):
            return last.removesuffix(his) + her
        if not hers and last.endswith(her):
            return last.removesuffix(her) + his
    return last


def word(text: str, case: str, language: str) -> str:
    table, hard = (RUSSIAN, ("а", "у", "ом")) if language == "ru" else (POLISH, ("a", "owi", "em"))
    which = CASES.index(case)
    for ending in sorted(table, key=len, reverse=True):
        if text.lower().endswith(ending) and len(text) > len(ending) + 1:
            cut, *forms = table[ending]
            return text[: len(text) - cut] + forms[which]
    return text + hard[which] if text[-1:].lower() not in "еиоуыэюeioué" else text


def finnish(text: str, case: str) -> str:
    """A Finnish name in a case; of several words the last one is bent."""
    before, space, name = text.rpartition(" ")
    low, ending = name.lower(), FINNISH[case]
    if low.endswith("nen"):  # Virtanen, Virtasen, Virtasta
        stem, ending = name[:-3] + "s", "tA" if case == "par" else "e" + ending
    elif low[-1:] in "aeiouyäö":
        stem = name
    else:
        stem, ending = name + "i", ending
    back = any(char in "aou" for char in low) or not any(char in "äöy" for char in low)
    return before + space + stem + ending.replace("A", "a" if back else "ä")


def written(name: str, case: str) -> str | None:
    """'low', 'up', 'ini', 'rev' and 'tag': ways of writing that belong to no language."""
    if case == "low":
        return name.lower()
    if case == "up":
        return name.upper()
    if case == "ini":
        return name[:1] + "."
    if case == "tag":
        return name.replace(" ", "")
    first, _, last = name.partition(" ")
    return f"{last}, {first}" if case == "rev" and last else None


def inflect(name: str, case: str, language: str) -> str:
    other = written(name, case)
    if other is not None:
        return other
    if language == "nl" and case == "gen" and name[-1:].lower() in "aiouy":
        return name + "'s"
    if language in ("de", "nl") and case == "gen":
        return name + ("’" if name[-1:].lower() in "sxzß" else "s")
    if language == "fi" and case in FINNISH:
        return finnish(name, case)
    if language not in ("ru", "pl"):
        return name
    return " ".join(word(part, case, language) for part in name.split(" ") if part)
