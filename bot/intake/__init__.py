"""The conversation from a recognised wish to an opened ticket, and the talk about tickets that exist. A state machine without a
framework: `service.Intake` is all that its caller needs."""
