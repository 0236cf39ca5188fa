"""Rows of tickets as its dataclasses. Every function takes the connection of the caller's transaction."""
