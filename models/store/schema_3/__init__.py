"""What migration 0003 adds, by subject. Like every migration it stays as it was written."""
