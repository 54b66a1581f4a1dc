"""Readers of what is checked."""
