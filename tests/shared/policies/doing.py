"""Policies at work on texts, with the fake engine: what the tests of this folder share."""

import json

from shared.decision import Surroundings
from shared.filtering import filter_text
from shared.policies import NO_SOURCES, read_policy
from tests.fakes import FakeEngine


def filtered(policy, text, found=None, sources=NO_SOURCES, **around):
    """The policy (as JSON's objects) applied; `found` is what the engine finds: texts by category."""
    read = read_policy(json.dumps(policy), sources)
    return filter_text(text, read, FakeEngine(found), Surroundings(**around))


def redacted(policy, text, found=None, **more):
    return filtered(policy, text, found, **more).redacted


def one(key, *strategies, **options):
    """A policy of one filter."""
    return {"identifiers": {key: {f"{key}FilterStrategies": list(strategies), **options}}}
