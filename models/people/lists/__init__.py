"""Certification by list: what a department's full list changes, shown first, then applied."""
