"""Finding people: search keys made when names are written, key ranges when looked for."""
