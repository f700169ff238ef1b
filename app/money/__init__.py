"""Typing dated money of a record: what was spent of a pledge, or moved in a fund."""
