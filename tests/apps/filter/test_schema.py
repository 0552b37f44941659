"""Whatever may be sent by the API's own description is answered as that description says, and never with a 500."""

import json
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

DOCUMENT = Path(__file__).parents[3] / "frontends" / "filter" / "openapi.json"

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

schema = schemathesis.openapi.from_dict(json.loads(DOCUMENT.read_text(encoding="utf-8")))
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@pytest.mark.filterwarnings("ignore:Skipped test cases")  # PDFs have tests of their own
@schema.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case, running):
    case.call_and_validate(base_url=running.url, checks=CHECKS)


def test_the_description_names_every_route(running):
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    described = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    for path, method in described:
        other = "PATCH" if method != "PATCH" else "TRACE"
        answer = httpx.request(other, running.url + path.replace("{name}", "x").replace("{id}", "x"), trust_env=False)
        assert answer.status_code == 405
        assert method in answer.headers["allow"].split(", ")


def test_the_page_links_to_the_description(client):
    assert '"/filter/openapi.json"' in client.get("/filter/").text
    assert client.get("/filter/openapi.json").json()["openapi"].startswith("3.")


@pytest.mark.parametrize("name", ["filter.css", "filter.js"])
def test_the_page_has_its_files(client, name):
    assert client.get(f"/filter/{name}").status_code == 200
