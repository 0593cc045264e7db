"""The reconciliation report (对账表): statement and books per day and terminal, and exceptions.

``collect`` takes the figures, ``document``, ``text`` and ``workbook`` render them.
"""
