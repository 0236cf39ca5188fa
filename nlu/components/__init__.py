"""Rasa graph components for Vietnamese. The two that Rasa sees are `vietnamese_tokenizer` and `intent_classifier`;
the others are what they are made of and import no Rasa.
"""
