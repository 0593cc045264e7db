"""Cash, from the drawer into the tax bureau's pending-remittance account; collectors."""
