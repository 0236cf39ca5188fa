"""One module a step: when it is needed, what it asks, what it makes of a message."""
