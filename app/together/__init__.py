"""One change of many records of a list: chosen, checked row by row, proposed together."""
