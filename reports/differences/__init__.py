"""The settlement list after a revised standard: who owes how much more, who gets what back.

``collect`` takes the figures, ``document``, ``text`` and ``workbook`` render them.
"""
