"""`python -m apps.paste`: SmartRedact Paste alone."""

from apps.paste.app import main

main()
