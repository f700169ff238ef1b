"""The arithmetic of loans: what falls due, what was paid, what is overdue, what it costs."""
