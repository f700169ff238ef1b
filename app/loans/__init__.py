"""Loans: the calculator of schedules."""
