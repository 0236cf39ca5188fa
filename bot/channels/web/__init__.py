"""The web channel: a page an organisation, the chat on it, and the API that both use."""
