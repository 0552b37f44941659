"""Every answer of the paste app carries a policy in which csp_evaluator finds nothing."""

import shutil
from pathlib import Path

import httpx
import pytest

from tests.attacks import faulty
from tests.attacks.policies import weaknesses
from tests.attacks.targets import TEXT, Target

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (Path(__file__).parents[2] / "node_modules/csp_evaluator").exists(),
    reason="node or csp_evaluator is not installed; ./test installs it",
)


def test_csp_evaluator_finds_nothing_in_any_answer(all_faces):
    with httpx.Client(base_url=all_faces.url, trust_env=False, timeout=60) as client:
        shown = client.post("/api/paste", json={"text": TEXT}).json()
        counted = client.post("/api/paste", json={"text": TEXT, "reveals": 9, "passphrase": "x"}).json()
        answers = [client.get(path) for path in Target(all_faces.url, shown, counted).pages()]
    policies = sorted({answer.headers["content-security-policy"] for answer in answers})

    assert len(policies) == 2  # the pages', and the sandbox of what strangers wrote
    assert weaknesses(policies) == [[], []]


def test_csp_evaluator_sees_a_planted_fault():
    [found] = weaknesses([faulty.POLICY])

    assert {(one["directive"], one["value"]) for one in found} >= {
        ("script-src", "'unsafe-inline'"),
        ("script-src", "https:"),
    }
