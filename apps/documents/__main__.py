"""`python -m apps.documents`: the Document Privacy Explorer alone."""

from apps.documents.app import main

main()
