"""Parallel corpora: built from articles, filtered, divided and measured.

>>> from mt_toolkit.corpus.filters import make_filters
>>> from mt_toolkit.corpus.filters.chain import FilterChain

Commands, filters and measured quality: ``docs/corpus.md``.
"""
