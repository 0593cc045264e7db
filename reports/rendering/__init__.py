"""How a report is drawn: sheets of a workbook, charts, a table of text."""
