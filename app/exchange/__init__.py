"""Exchange rates as dated rows, and what they make of a foreign amount."""
