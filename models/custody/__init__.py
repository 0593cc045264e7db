"""Cash in custody: from the till into the tax bureau's pending-remittance account."""
