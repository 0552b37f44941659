"""The Document Privacy Explorer: a document comes in, the same document with every finding in its place goes out."""
