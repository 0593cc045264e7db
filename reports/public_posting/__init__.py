"""The posted list (公示名单): as text, as a page to hang up, and as JSON; numbers are masked."""
