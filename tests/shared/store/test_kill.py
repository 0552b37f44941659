"""What was acknowledged is there after `kill -9` in the middle of a thousand creates, and nothing is half there."""

import signal
import sqlite3
import subprocess
import sys

from apps.paste.pastes import read
from shared.store import PasteStore

KILLED_AFTER = 1_000

PROGRAM = """
import sys
from apps.paste.terms import terms_of
from apps.paste.pipeline import make_paste
from shared.detection import Detection
from shared.spans import Span
from shared.store import PasteStore
store = PasteStore(sys.argv[1])
found = Detection((Span(0, 4, "private_person"),), (), "stub", 0.0)
for number in range(100_000):
    links, _ = make_paste(f"Jane keeps {number}", terms_of("1d"), lambda *_: found, store, 1_000)
    print(number, links.id, links.token, flush=True)
"""


def test_every_acknowledged_paste_survives_a_kill_in_the_middle_of_writing(file, root):
    url = f"sqlite:///{file}"
    writer = subprocess.Popen([sys.executable, "-c", PROGRAM, url], stdout=subprocess.PIPE, text=True, cwd=root)
    lines = [writer.stdout.readline() for _ in range(KILLED_AFTER)]
    writer.send_signal(signal.SIGKILL)
    lines += [line for line in writer.stdout if line.endswith("\n")]  # a last line may be cut
    assert writer.wait() == -signal.SIGKILL
    acknowledged = [line.split() for line in lines]
    with sqlite3.connect(file) as database:
        kept = database.execute("select count(*) from pastes").fetchone()[0]
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    store = PasteStore(url)
    originals = [read(store, paste_id, token).original.text for _, paste_id, token in acknowledged]
    store.close()

    assert originals == [f"Jane keeps {number}" for number in range(len(acknowledged))]
    assert len(acknowledged) >= KILLED_AFTER
    assert len(acknowledged) <= kept <= len(acknowledged) + 1  # one more may have been kept and not yet told of
