"""What Google's csp_evaluator says of Content-Security-Policies."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

STRICT = 45
"""Above this its findings are hints for policies in general: that 'self' would be a hole on a server that also hosts
strangers' scripts or JSONP, and that 'strict-dynamic' exists. Ours hosts neither."""

ROOT = Path(__file__).resolve().parents[2]


def weaknesses(policies: Sequence[str]) -> list[list[dict[str, Any]]]:
    """For each policy, what is wrong with it."""
    program = ["node", str(ROOT / "tests/attacks/csp.mjs")]
    output = subprocess.run(program, input=json.dumps(policies), capture_output=True, text=True, check=True, cwd=ROOT)
    return [[one for one in found if one["severity"] < STRICT] for found in json.loads(output.stdout)]
