"""The manual's pictures: the real program in a terminal, walked through, and drawn as SVG."""
