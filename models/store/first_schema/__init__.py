"""What migration 0001 creates, by subject. Like every migration it stays as it was written."""

WHO = "operator_id INT NOT NULL, recorded_at TEXT NOT NULL"
"""Columns of who recorded a row and when (UTC)."""

DATED = f"business_date TEXT NOT NULL, {WHO}"
"""The same, with the business date it was recorded for."""

BY = {"operator_id": "operator"}
"""Where ``operator_id`` points to."""
