"""The tables, each declared once; ``migrations`` make them, a test compares the two."""
