"""Policies of organisations: load, import, check, index, search, answer or decline. Imports no framework."""
