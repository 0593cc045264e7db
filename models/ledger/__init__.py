"""The books: double-entry postings under every business entry, and what they prove."""
