"""Checking a store: every invariant by name, the chain over what only grows; backups."""
