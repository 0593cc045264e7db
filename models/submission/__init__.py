"""Reports that were sent: what was stated is kept, and never stated otherwise again."""
