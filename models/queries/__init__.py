"""Every question to the registry; nothing here changes anything."""
