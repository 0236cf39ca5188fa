"""Where an organisation keeps its customers (`bot.identity.ports.CustomerDirectory`)."""
