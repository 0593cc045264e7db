"""The frame of every command: options, the session they lead to, notices, bars."""
