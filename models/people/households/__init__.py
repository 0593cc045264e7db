"""Households as they are read: their members, what each has paid, who has which number."""
