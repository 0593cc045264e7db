"""What waits at a station for somebody to do it (待办): one row a kind of work."""
