"""What is known: twelve rooms in one direction, each knowing those below it.

``base``, ``store``, ``levy`` (who owes what, and why), ``station``, ``search``, ``ledger``,
``villages``, ``checks``, ``people``, ``cash``, ``counter`` (money in), ``bureau``. Nothing in
them knows a screen or a file format. What decides is apart from what stores.
"""
