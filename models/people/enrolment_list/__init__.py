"""Lists of who was enrolled in earlier years (往年参保): recorded once, latest counts."""
