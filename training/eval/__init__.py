"""The project's own evaluation sets, written apart from the training templates."""
