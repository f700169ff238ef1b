"""The history of the registry, read only."""
