"""Models: which one runs, where it lies or comes from, and what it is."""
