"""Engines: from the weights of a Marian model and requests to hypotheses with word links."""
