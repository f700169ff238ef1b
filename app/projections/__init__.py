"""Projections: from the judged register to a stored run, its pages and its file."""
