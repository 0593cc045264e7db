"""Where everything is kept: opening a store, its tables, and one way to write.

``connect`` opens or creates a store by file path (embedded, encrypted) or by
``postgresql://`` URL; ``tables`` are the Peewee models; ``writing`` is the one
transaction every business action runs in; ``migrations`` make the schema.
"""
