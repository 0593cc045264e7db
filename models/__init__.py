"""What is known: the store, the levy rules and the money.

Nothing in this package knows a screen or a file format, and it imports none of
the other rooms. What decides (``levy``, ``lookup.keys``, ``till.plan``) is apart
from what stores (``store``, ``people``, ``till``).
"""
