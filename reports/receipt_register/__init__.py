"""The register of receipts and voided ones: ``collect`` takes it, the others render it."""
