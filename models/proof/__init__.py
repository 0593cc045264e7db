"""Proving a store: every invariant by name, the chain of seals, and a head printed before."""
