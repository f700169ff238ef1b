"""What is counted and why: breakdowns, guards, the scope table, and the records of a figure."""
