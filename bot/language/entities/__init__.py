"""Finders of phone numbers, e-mail addresses, codes, dates and other facts in what people type."""
