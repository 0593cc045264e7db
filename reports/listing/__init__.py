"""Lists that are printed: one table with a heading, as text, xlsx, csv or JSON."""
