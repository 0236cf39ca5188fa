"""Tuning of the sentence encoder: done by hand, now and then; its results lie in the repository."""
