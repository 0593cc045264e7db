"""Between textual and an old terminal at the end of a thin line.

What is drawn is compared cell by cell with what the terminal shows (``picture``), and
only as much is sent as the line carries away (``pace``); keys are told from the answers
of the terminal and taken in the order typed (``keyboard``, ``order``).
"""
