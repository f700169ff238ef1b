"""The dashboard: are we on the way, and what do the figures stand on."""
