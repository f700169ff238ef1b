"""The approval queue: what changes if a checker says yes, and who may say it."""
