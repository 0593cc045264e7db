"""What goes out: figures first, typed and with totals, then their rendering.

The same figures feed text, xlsx, JSON and the screen, so they cannot disagree.
"""
