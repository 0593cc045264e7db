"""Reports that were sent: which are due, how one is sent, what is kept of it."""
