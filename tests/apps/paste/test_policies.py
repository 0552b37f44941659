"""A paste is made by a policy: one that is named, or one that the sender brings along."""

import json

import httpx
import pytest

TEXT = "Jane Doe pays with 4111 1111 1111 1111, order ORD-204771."
OWN = {
    "name": "orders",
    "identifiers": {
        "creditCard": {"creditCardFilterStrategies": [{"strategy": "LAST_4"}]},
        "person": {"personFilterStrategies": [{"strategy": "STATIC_REPLACE", "staticReplacement": ""}]},
        "identifiers": [{"classification": "order", "pattern": "ORD-\\d{6}"}],
    },
}


@pytest.fixture(scope="module")
def client(run_server):
    running = run_server("paste", "filter")
    with httpx.Client(base_url=running.url, timeout=30, trust_env=False) as one:
        yield one


def call_endpoint(client, name, **values):
    joined = client.post(f"/gradio_api/call/v2/{name}", json=values).json()
    with client.stream("GET", f"/gradio_api/call/{name}/{joined['event_id']}") as stream:
        lines = list(stream.iter_lines())
    assert "event: complete" in lines, lines
    return json.loads(lines[lines.index("event: complete") + 1].removeprefix("data: "))[0]


def seen(client, answer):
    return client.get(f"/api/paste/{answer['id']}").json()["text"]


def test_a_named_policy_says_what_becomes_of_findings_and_the_answer_names_it(client):
    answer = client.post("/api/paste?policy=last4", json={"text": TEXT}).json()
    offered = {one["name"]: one["version"] for one in client.get("/policies").json()["policies"]}

    assert seen(client, answer) == "<PRIVATE_PERSON> pays with 1111, order ORD-204771."
    assert answer["policy"] == {"name": "last4", "version": offered["last4"]}


def test_without_one_it_is_the_default(client):
    answer = client.post("/api/paste", json={"text": TEXT}).json()

    assert seen(client, answer) == "<PRIVATE_PERSON> pays with <ACCOUNT_NUMBER>, order ORD-204771."
    assert answer["policy"]["name"] == "default"


@pytest.mark.parametrize("policy", [OWN, json.dumps(OWN)], ids=["as an object", "as text"])
def test_a_policy_of_the_senders_own_finds_what_only_it_knows(client, policy):
    answer = client.post("/api/paste", json={"text": TEXT, "policy": policy}).json()

    assert seen(client, answer) == " pays with 1111, order {{{REDACTED-id}}}."
    assert (answer["findings"], answer["by_label"]["private_person"], answer["by_label"]["custom"]) == (3, 1, 1)
    assert answer["policy"]["name"] == "orders"


def test_a_stored_policy_goes_by_its_name(client):
    client.post("/api/policies", content=json.dumps(OWN), headers={"Content-Type": "application/json"})
    answer = client.post("/api/paste?policy=orders", content=TEXT, headers={"Accept": "application/json"}).json()
    client.delete("/api/policies/orders")

    assert seen(client, answer) == " pays with 1111, order {{{REDACTED-id}}}."
    assert client.post("/api/paste?policy=orders", content=TEXT).status_code == 400


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ("nothing like it", "There is no policy of this name."),
        ({"identifiers": {"ssm": {}}}, "ssm"),
        (7, "policy must be the name of one"),
    ],
)
def test_a_policy_that_cannot_be_used_is_told_and_no_paste_is_made(client, policy, sentence):
    answer = client.post("/api/paste", json={"text": TEXT, "policy": policy})

    assert answer.status_code == 400
    assert sentence in answer.json()["error"]


def test_the_page_previews_and_makes_a_paste_by_a_policy(client):
    policy = json.dumps(OWN)
    preview = call_endpoint(client, "preview_paste", text=TEXT, policy=policy)
    made = call_endpoint(client, "create_paste", text=TEXT, findings=preview["spans"], policy=policy)

    assert [span["label"] for span in preview["spans"]] == ["private_person", "account_number", "custom"]
    assert seen(client, made) == " pays with 1111, order {{{REDACTED-id}}}."


def test_what_the_sender_hid_goes_though_the_policy_would_let_it_stand(client):
    policy = json.dumps({"identifiers": {"creditCard": {}}})
    findings = [{"start": 0, "end": 8, "label": "private_person"}]
    made = call_endpoint(client, "create_paste", text=TEXT, findings=findings, policy=policy)

    assert seen(client, made).startswith("<PRIVATE_PERSON> pays with 4111")


def test_the_original_marks_what_was_replaced(client):
    answer = client.post("/api/paste", json={"text": TEXT, "policy": OWN}).json()
    original = client.get(
        f"/api/paste/{answer['id']}",
        headers={"Authorization": f"Bearer {answer['reveal_path'].partition('token=')[2]}"},
    ).json()["original"]
    page = client.get(answer["reveal_path"]).text

    assert [original["text"][span["start"] : span["end"]] for span in original["spans"]] == [
        "Jane Doe",
        "4111 1111 1111 1111",
        "ORD-204771",
    ]
    assert "Custom" in page
