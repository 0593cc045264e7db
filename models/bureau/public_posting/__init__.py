"""Public posting (公示): who is listed, what is objected, and when a list may go to the bureaus."""
