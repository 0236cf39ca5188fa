"""Labelled questions and messages that nothing is trained on, and the code that reads them. See README.md in this folder."""
