"""The short reports of a day (日报) and of a week (周报), made to be pasted into a work group."""
