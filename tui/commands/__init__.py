"""The commands of ``laobao``, one module a command, imported only when called."""
