"""A receipt on paper: ``parts`` is what it says, ``text`` and ``workbook`` render it."""
