"""Workbooks that leave the product: figures with the formulas that made them."""
