"""The keys as terminals send them."""

F1, F2, F3, F4 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS"
F5, F6, F7, F8 = "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~"
UP, DOWN, PAGE_DOWN = "\x1b[A", "\x1b[B", "\x1b[6~"
ENTER, ESC, TAB, BACKSPACE = "\r", "\x1b", "\t", "\x7f"
CTRL_N, CTRL_P, CTRL_Q = "\x0e", "\x10", "\x11"
CTRL_U, CTRL_Y, CTRL_Z = "\x15", "\x19", "\x1a"
