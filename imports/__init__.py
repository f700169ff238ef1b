"""Spreadsheets in: opened safely, read whole, compared with the registry, stored at once."""
