"""The search in the head of every page."""
