"""Letters and digits as a machine draws them; they belong to nobody."""

KEY = "7f3Kd9QmZx2LpVtY8wRb4NcHs6JgAeUo"
HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
UUID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
