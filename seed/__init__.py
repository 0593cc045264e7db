"""What comes in: notices as data, rosters and the demonstration station.

Files are read and checked here and handed to ``models`` as values. Nothing here
knows a screen.
"""
