"""What people paid by themselves: the tax bureau's rows, matched, booked or set aside."""
