"""What a page is told of policies: those it may offer, and the one that a person brings along."""

import httpx
import pytest

from shared.library import MOST_OFFERED
from shared.policies import READY, ready_policy

OWN = '{"name": "mine", "identifiers": {"ssn": {"ssnFilterStrategies": [{"strategy": "MASK"}]}}}'


@pytest.fixture(scope="module")
def running(run_server):
    return run_server("documents", "filter")


@pytest.fixture(scope="module")
def client(running):
    with httpx.Client(base_url=running.url, timeout=30, trust_env=False) as one:
        yield one


def test_the_ready_policies_are_offered_with_a_sentence_and_their_version(client):
    answer = client.get("/policies").json()
    offered = {policy["name"]: policy for policy in answer["policies"]}

    assert list(offered) == list(READY)
    assert all(policy["description"].endswith(".") for policy in offered.values())
    assert len({policy["version"] for policy in offered.values()}) == len(READY)
    assert answer["left_out"] == 0 and all(policy["ready"] for policy in offered.values())


def test_a_stored_policy_is_offered_under_its_name_and_the_version_that_answers_name(client):
    client.post("/api/policies", content=OWN, headers={"Content-Type": "application/json"})
    [mine] = [policy for policy in client.get("/policies").json()["policies"] if policy["name"] == "mine"]
    filtered = client.post("/api/filter?p=mine", content="x", headers={"Content-Type": "text/plain"})
    client.delete("/api/policies/mine")

    assert mine["description"] == "Looks for ssn and masks them. The rest stays as it is."
    assert (mine["ready"], mine["version"]) == (False, filtered.headers["X-Philter-Policy-Version"])


def test_what_somebody_stores_under_a_ready_ones_name_changes_no_page(running, client):
    client.post("/api/policies?name=mask", content=OWN, headers={"Content-Type": "application/json"})
    [mask] = [policy for policy in client.get("/policies").json()["policies"] if policy["name"] == "mask"]
    policy = running.services.policy("mask")
    client.delete("/api/policies/mask")

    assert mask["ready"] and policy == ready_policy("mask")


def test_more_stored_policies_than_a_list_can_hold_are_counted(running, client):
    for number in range(MOST_OFFERED + 3):
        running.services.library.save(OWN, f"p{number:03}")
    answer = client.get("/policies").json()
    for number in range(MOST_OFFERED + 3):
        running.services.library.delete(f"p{number:03}")

    assert (len(answer["policies"]), answer["left_out"]) == (len(READY) + MOST_OFFERED, 3)


def test_a_policy_of_ones_own_is_checked_and_told(client):
    answer = client.post("/policies/check", content=OWN)

    assert answer.status_code == 200
    assert answer.json() == {
        "name": "mine",
        "description": "Looks for ssn and masks them. The rest stays as it is.",
        "version": answer.json()["version"],
        "ready": False,
        "operating_point": "",
    }


def test_how_a_policy_has_the_model_decide_is_told(client):
    careful = b'{"identifiers": {"everything": {}}, "config": {"operatingPoint": "recall"}}'

    assert client.post("/policies/check", content=careful).json()["operating_point"] == "recall"


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"", 400, "The policy is not JSON: line 1, column 1."),
        (b"\xff", 400, "This policy is not UTF-8 text."),
        (b'{"identifiers": {"ssm": {}}}', 400, "ssm"),
        (b" " * 3_000_000, 413, "larger than the 2 MB"),
    ],
)
def test_a_policy_that_cannot_be_used_is_told_why(client, body, status, sentence):
    answer = client.post("/policies/check", content=body)

    assert answer.status_code == status
    assert sentence in answer.json()["error"]


def test_policies_are_behind_the_key_like_everything_else(run_server):
    url = run_server("documents", key="a long key").url

    assert httpx.get(f"{url}/policies", trust_env=False).status_code == 401
    assert httpx.post(f"{url}/policies/check", content=OWN, trust_env=False).status_code == 401
