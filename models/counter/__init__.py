"""Money in, and back: paying, voiding, refunding, differences, receipts."""
