"""Sentence alignment: which sentences of a text and of its translation belong together.

>>> from mt_toolkit.alignment.aligner import EvidenceAligner
>>> from mt_toolkit.alignment.embedding import UseEmbedder

Method, data and measured quality: ``docs/alignment.md``.
"""
