"""The measurement of pastes runs, over both databases, and says what it measured."""

import json
import subprocess
import sys

import pytest


@pytest.mark.slow
def test_a_small_measurement_of_both_databases(root, postgresql):
    command = [sys.executable, "-m", "benchmarks.paste", "--json", "--pastes", "50", "--seconds", "0.3"]
    output = subprocess.run(
        [*command, "--engines", "none"], capture_output=True, text=True, cwd=root, check=True
    ).stdout
    rows = json.loads(output)

    assert [(row["what"], row["store"]) for row in rows] == [
        ("create", "sqlite"), ("view", "sqlite"), ("create", "postgresql"), ("view", "postgresql"),
    ]  # fmt: skip
    for row in rows:
        assert (row["pastes"], row["clients"], row["engine"]) == (50, 8, "none")
        assert row["count"] > 0 and row["per_second"] > 0
        assert 0 < row["p50_ms"] <= row["p99_ms"]
