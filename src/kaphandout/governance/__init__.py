"""Who answered for which words, which editions were released, and whether a printed code may still be handed out."""
