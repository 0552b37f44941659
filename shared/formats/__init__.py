"""Bytes in, a document out: what it says and where each character lives in the file."""
