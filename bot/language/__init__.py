"""Vietnamese text as people type it: canonical forms, accents, abbreviations, tokens. Pure functions, no framework."""
