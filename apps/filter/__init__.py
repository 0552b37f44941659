"""The Filter API: text or PDF in, redacted out, by policy."""
