"""Lists and pages of the four kinds, and the form of a pledge."""
