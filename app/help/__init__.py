"""Help: how amounts are typed, what the words mean, and how the pages are used by everybody."""
