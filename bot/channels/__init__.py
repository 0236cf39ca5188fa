"""Where people write to us: one folder a channel."""
