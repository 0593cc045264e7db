"""Who owes what, and why: the levy rules as pure functions over frozen values.

Read ``notice`` (one locality's rules), then ``quote`` (one person) and ``family``
(a household). Dates are arguments; nothing here reads the clock or the store.
"""
