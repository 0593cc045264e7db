"""What funders owe and have transferred, and what people still get back (资金往来).

``collect`` takes the figures, ``document``, ``text`` and ``workbook`` render them;
``owed`` is the list for the bureau that pays people back.
"""
