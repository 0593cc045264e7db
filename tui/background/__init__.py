"""Long work behind a screen: in a process of its own, with a bar and Esc."""
