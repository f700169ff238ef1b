"""What every list shares: its address, its pages, its files."""
