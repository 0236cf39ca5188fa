"""What the words of a message say to an open question. Pure functions over text; nothing here decides what follows."""
