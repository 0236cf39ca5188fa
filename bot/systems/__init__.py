"""The organisation's own systems: they are told what a person has confirmed, and answer what came of it."""
