"""Funds: where their money is, who stands behind it, and what of it counts."""
