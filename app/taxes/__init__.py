"""Tax credits: claims, the calculator, dated law, official figures and the report."""
