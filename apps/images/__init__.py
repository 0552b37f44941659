"""The Image Anonymizer: a picture comes in, a picture with bars over its personal data goes out."""
