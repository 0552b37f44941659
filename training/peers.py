"""What other detectors without a model find in the same texts: `python -P training/peers.py presidio < texts.jsonl`

Run by `training.evaluate --peers PYTHON` in an environment of its own (training/peers.txt), because the
peers bring versions that the product does not use; so this file imports nothing of the product. Reads
one JSON string a line, writes one JSON list of [start, end, category] a line.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

Found = list[tuple[int, int, str]]

# Presidio's entity names as our categories; every other number it knows (licences, tax, bank) is an account.
PRESIDIO = {
    "EMAIL_ADDRESS": "private_email",
    "PHONE_NUMBER": "private_phone",
    "URL": "private_url",
    "IP_ADDRESS": "private_url",
    "MAC_ADDRESS": "private_url",
    "DATE_TIME": "private_date",
}


def presidio() -> Callable[[str], Found]:
    """Its pattern recognizers, all that load without a language model, at its default threshold of zero."""
    import tldextract
    from presidio_analyzer import RecognizerRegistry

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())  # its list as shipped, nothing fetched
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    recognizers = [one for one in registry.recognizers if one.name != "SpacyRecognizer"]

    def find(text: str) -> Found:
        results = [result for one in recognizers for result in one.analyze(text, one.supported_entities, None)]
        return [(one.start, one.end, PRESIDIO.get(one.entity_type, "account_number")) for one in results]

    return find


def detect_secrets() -> Callable[[str], Found]:
    """Its default plugins and filters, over a file, as its own command line does."""
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import default_settings

    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name) / "config.txt"

    def occurrences(text: str, value: str) -> Iterator[tuple[int, int, str]]:
        at = text.find(value)
        while at >= 0:
            yield at, at + len(value), "secret"
            at = text.find(value, at + 1)

    def find(text: str, keep: tempfile.TemporaryDirectory[str] = folder) -> Found:
        path.write_text(text, encoding="utf-8", errors="replace")
        with default_settings():
            values = {secret.secret_value for secret in scan_file(str(path)) if secret.secret_value}
        return [span for value in sorted(values) for span in occurrences(text, value)]

    return find


PEERS = {"presidio": presidio, "detect-secrets": detect_secrets}


def main() -> None:
    find = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        print(json.dumps(find(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
