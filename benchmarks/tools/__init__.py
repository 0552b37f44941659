"""What the measurements share: made-up weights, processes that are watched, pictures of the results."""
