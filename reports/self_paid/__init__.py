"""Paid data on paper: what an import brought, and the exceptions that are still open."""
