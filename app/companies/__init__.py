"""Parties: the list, and everything about one of them."""
