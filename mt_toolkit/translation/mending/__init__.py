"""Mending: looking at what a model gave, asking again, and putting right what can be."""
