"""National targets: the board, observations, entry, and the second person."""
