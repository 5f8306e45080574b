"""Two leaflets, decks, content folders or revisions → what differs between them, message by message."""
