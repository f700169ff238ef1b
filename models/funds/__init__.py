"""The arithmetic of funds: who stands behind a won, and where the money of a fund is."""
