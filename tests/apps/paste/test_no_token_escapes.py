"""Tokens go through every path, right ones and wrong ones, and stand nowhere afterwards: no log, no file, no database.

What a browser does with them, its Referer and its requests, is in `tests/browser`.
"""

import json
import os
from pathlib import Path

import httpx
import pytest
from gradio_client import Client

TEXT = "please ask Jane Doe, her code is SENTINEL-41."
VISIT = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Accept": "text/html"}
FORM = VISIT | {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def go_every_way(client: httpx.Client, made: dict[str, str], wrong: str) -> None:
    """With the reveal token, the delete token and one that fits nothing, wherever a token may be put."""
    paste, view = f"/api/paste/{made['id']}", made["view_path"]
    reveal, delete = made["fragment_path"].rpartition("#")[2], made["delete_path"].rpartition("#")[2]
    for token in (reveal, delete, wrong):
        cookie = {"Cookie": f"blackbar_reveal={token}"}
        for headers in ({}, VISIT, VISIT | cookie, bearer(token), {"Referer": f"http://x.example/?t={token}"}):
            for path in (view, paste, f"{view}/raw", f"{view}/qr.svg", f"{view}/delete", f"{paste}/reveal"):
                client.get(f"{path}?token={token}", headers=headers)
                client.head(f"{path}?token={token}", headers=headers)
        client.get(f"/view/{token}")
        client.get(f"/nowhere/{token}?token={token}", headers=VISIT)
        client.get(f"/view/{'A' * 22}?token={token}")
        client.post(f"{view}?token={token}", data={"token": token}, headers=FORM)
        client.post(view, data={"token": token, "reveal": "1", "passphrase": wrong}, headers=FORM)
        client.post(view, content=f"token={token}&" * 50, headers=FORM)
        client.post(view, data={"token": token * 1000})
        client.post(f"{paste}/reveal", headers=bearer(token), content=f'{{"passphrase": "{token}'.encode())
        client.post(f"{paste}/reveal", headers=bearer(token), json={"passphrase": wrong})
        client.put(f"{view}?token={token}", headers=bearer(token))
        client.post(f"/api/paste?ttl={token}", content=TEXT, headers=bearer(token))
        client.post("/api/paste", content=f'{{"text": "{token}'.encode(), headers={"Content-Type": "application/json"})
        client.post("/api/paste", json={"text": TEXT, "ttl": token, "reveals": token, "passphrase": [token]})
        client.post("/api/paste", content=TEXT, headers={"Idempotency-Key": token})
        client.post("/api/paste", content=TEXT + "x", headers={"Idempotency-Key": token})
        client.post("/gradio_api/call/create_paste", json={"data": [TEXT, token]})
        client.post("/gradio_api/call/v2/create_paste", json={token: token})
        client.delete(paste, headers=bearer(token) if token != delete else {})
    opened = client.post(f"{paste}/reveal", headers=bearer(reveal), json={"passphrase": "sesame-" + wrong})
    assert opened.json()["original"]["text"] == TEXT
    assert client.delete(paste, headers=bearer(delete)).status_code == 204
    client.delete(paste, headers=bearer(delete))


def holders(folder: Path, needles: list[bytes]) -> set[str]:
    """The files below a folder that hold one of the needles, in their bytes or in their names."""
    found = set()
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            if any(needle in data or needle in str(path).encode() for needle in needles):
                found.add(str(path.relative_to(folder)))
    return found


@pytest.mark.slow
def test_a_token_that_went_every_way_is_nowhere_afterwards(run_process, monkeypatch):
    for limit in ("PASTES", "WRONG_KEYS", "MISSING", "REVEALS"):  # else most ways would end at the door
        monkeypatch.setenv(f"BLACKBAR_{limit}_PER_MINUTE", "0")
    process = run_process()
    wrong = "W" * 21 + "rongTokenNeedle-41_zZ9"
    with httpx.Client(base_url=process.url, timeout=60, trust_env=False) as client:
        queued = Client(process.url, analytics_enabled=False, verbose=False)
        asked = {"text": TEXT, "passphrase": "sesame-" + wrong, "idempotency_key": "idempotency-" + wrong}
        made = queued.predict(**asked, api_name="/create_paste")
        assert queued.predict(**asked, api_name="/create_paste") == made
        go_every_way(client, made, wrong)
        plain = client.post("/api/paste", json={"text": TEXT, "reveals": 1}).json()
        shown = client.post(plain["view_path"], data={"token": plain["fragment_path"][-43:], "reveal": "1"})
        assert "Jane Doe" in shown.text
    tokens = [
        wrong,
        *(one[path].rpartition("#")[2] for one in (made, plain) for path in ("fragment_path", "delete_path")),
    ]
    needles = [
        form for token in tokens for form in (token.encode(), token.encode("utf-16-le"), json.dumps(token).encode())
    ]
    ids = [made["id"].encode(), plain["id"].encode()]

    assert holders(process.folder, needles + ids) == set()
    assert "Traceback" not in process.said
    assert process.stop() == 0
    assert holders(process.folder, needles + ids) == set()
    assert (process.data / "pastes.sqlite").exists()


def test_this_search_finds_a_token_that_is_there(tmp_path):
    (tmp_path / "log").write_text("GET /view/x?token=needle")

    assert holders(tmp_path, [b"needle"]) == {"log"}
