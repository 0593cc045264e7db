"""What people paid by themselves: the tax bureau's rows, matched, posted or set aside."""
