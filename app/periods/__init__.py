"""Reporting periods in the browser."""
