"""Papers of one page that people ask for: proof of payment, registration form, who has paid."""
