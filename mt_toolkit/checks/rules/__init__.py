"""The rules, one class a code."""
