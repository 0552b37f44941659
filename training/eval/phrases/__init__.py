"""Evaluation phrases: other label words, sentences, streets and towns than in training/phrases."""
