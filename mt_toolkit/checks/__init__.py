"""Checks of articles, translations and bitext against a glossary."""
