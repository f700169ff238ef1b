"""What a company decides for itself: whether two of its users stand behind what it files."""
