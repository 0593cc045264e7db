"""What every room stands on: errors, money, dates, text, the clock, identity numbers."""
