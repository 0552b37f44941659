"""The operator takes a paste down by its address, without anybody's key."""

import pytest

from apps.cli import __main__ as cli
from apps.cli.takedown import paste_id_of
from apps.paste.pastes import Original, View, keep, read
from apps.paste.terms import Terms
from shared.errors import BadInput, NotFound
from shared.store import PasteStore

ID = "AbCdEfGhIjKlMnOpQrSt-_"


@pytest.mark.parametrize(
    "address",
    [
        f"https://paste.example.org/view/{ID}", f"http://127.0.0.1:7860/view/{ID}?token=x", f"/view/{ID}#key",
        f"https://example.org/some/where/view/{ID}/raw", f"https://example.org/api/paste/{ID}", f" {ID}\n",
        f"https://example.org/view/{ID}/delete#x",
    ],
)  # fmt: skip
def test_every_form_of_the_address_is_understood(address):
    assert paste_id_of(address) == ID


@pytest.mark.parametrize(
    "address", ["", "https://example.org/", f"https://example.org/{ID}/view", "/view/abc", "x" * 22 + "!"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(BadInput, match="/view/"):
        paste_id_of(address)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_it_is_gone_at_once_and_from_the_files_while_others_stay(kind, tmp_path, request, capfd, monkeypatch):
    monkeypatch.setenv("BLACKBAR_DATA", str(tmp_path))
    url = request.getfixturevalue("new_database")() if kind == "postgresql" else f"sqlite:///{tmp_path}/pastes.sqlite"
    store = PasteStore(url)  # as the running server has it open
    bad, good = (
        keep(store, View("redacted", ()), Original("original", ()), "fake", Terms(reveals=1))[0] for _ in range(2)
    )
    where = ["--store", url] if kind == "postgresql" else []
    sealed = store.get(next(iter(rows(store, bad.id)))).original
    outcome = cli.main(["paste", "takedown", f"https://paste.example.org{bad.view_path}", *where])

    assert outcome == 0
    with pytest.raises(NotFound):
        read(store, bad.id, bad.token)
    assert read(store, good.id).view.text == "redacted"
    assert cli.main(["paste", "takedown", f"https://paste.example.org{bad.view_path}", *where]) == 1
    assert cli.main(["paste", "takedown", "https://paste.example.org/", *where]) == 2
    store.close()
    said = "".join(capfd.readouterr())
    assert bad.id not in said
    if kind == "sqlite":
        assert sealed not in b"".join(part.read_bytes() for part in tmp_path.iterdir() if part.is_file())


def rows(store, paste_id):
    from shared.store.sealing import keys_of_id

    yield keys_of_id(paste_id).row


def test_where_nothing_was_ever_kept_nothing_is_made(tmp_path, capsys):
    folder = tmp_path / "nowhere"

    assert cli.main(["paste", "takedown", f"/view/{ID}", "--data", str(folder)]) == 1
    assert "There is no paste at this address" in capsys.readouterr().err
    assert not folder.exists()
