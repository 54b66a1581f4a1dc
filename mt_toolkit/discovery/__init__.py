"""Finding the names of articles and the spellings that each of them has, without a glossary."""
