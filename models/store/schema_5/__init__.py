"""What migration 0005 adds, by subject. Like every migration it stays as it was written."""
