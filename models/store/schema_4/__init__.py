"""What migration 0004 adds, by subject. Like every migration it stays as it was written."""
