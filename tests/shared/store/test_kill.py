"""What was acknowledged is there after `kill -9`, and nothing is half there."""

import signal
import subprocess
import sys

import pytest

from shared.store import PasteStore

PROGRAM = """
import sys
from shared.store import PasteStore, SealedPaste
store = PasteStore(sys.argv[1])
for number in range(100_000):
    row = number.to_bytes(32)
    store.create(SealedPaste(row, row * 100, row * 100, row, None))
    print(number, flush=True)
"""


@pytest.mark.slow
def test_every_acknowledged_paste_survives_a_kill_in_the_middle_of_writing(file, root):
    url = f"sqlite:///{file}"
    writer = subprocess.Popen([sys.executable, "-c", PROGRAM, url], stdout=subprocess.PIPE, text=True, cwd=root)
    for _ in range(200):
        writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    last = 199 + sum(1 for line in writer.stdout if line.endswith("\n"))
    writer.wait()
    store = PasteStore(url)
    kept = [store.get(number.to_bytes(32)) for number in range(last + 3)]
    store.close()

    assert all(kept[: last + 1])
    assert all(paste.view == paste.row * 100 == paste.original for paste in kept if paste)
    assert kept[last + 2] is None
