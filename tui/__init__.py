"""The face: the terminal screens for clerks and the ``laobao`` command line for scripts.

``actions`` is the one registry from which command line, key bindings, footer, palette
and help all come. Only this package imports textual.
"""
