"""Ways of reaching an e-mail address or a telephone (`bot.identity.ports.Sender`)."""
