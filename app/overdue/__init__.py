"""Pledges whose day has passed: proposals, and what people decide about them."""
