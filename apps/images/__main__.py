"""`python -m apps.images`: the Image Anonymizer alone."""

from apps.images.app import main

main()
