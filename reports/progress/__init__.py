"""The half-monthly progress report (半月报) to the district tax bureau.

``figures`` are the typed rows, ``collect`` takes them from the ledger, ``document``,
``text`` and ``workbook`` render them.
"""
