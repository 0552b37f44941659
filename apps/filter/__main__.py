"""`python -m apps.filter`: the Filter API alone."""

from apps.filter.app import main

main()
