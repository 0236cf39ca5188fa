"""The rasa-sdk actions, one a file, thin: read the message, call one service, utter. `registry.build_actions` makes
them all.
"""
