"""What the tests of the training share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny stand-in for the data folder."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "gazetteers").mkdir()
    heads = {
        "common-forenames-by-country.csv": "Country,Localized Name,Romanized Name",
        "common-surnames-by-country.csv": "Country,Localized Name,Romanized Name",
    }
    names = [
        ("US", "Ada", "Ada"),
        ("RU", "Анна", "Anna"),
        ("CN", "若汐", "Ruoxi"),
        ("TW", "淑芬", "Shufen"),
        ("JP", "蒼", "Aoi"),
        ("KR", "지안", "Jian"),
        ("IN", "देवी", "Devi"),
        ("NP", "राम", "Ram"),
    ]
    names += [(country, "Мария", "Maria") for country in ("BY", "KZ", "KG", "BG", "RS")]
    for name, head in heads.items():
        (folder / "gazetteers" / name).write_text(
            "\n".join([head, *(",".join(row) for row in names)]) + "\n", encoding="utf-8"
        )
    return folder
