"""Running a command of the program, for the command line or for a screen."""
