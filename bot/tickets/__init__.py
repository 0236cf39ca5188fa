"""Tickets: one right asked for, or one complaint, each with its own code, clock, history and outcome."""
