"""Document matching: which English article is a version of which Arabic one.

>>> from mt_toolkit.alignment.embedding import UseEmbedder
>>> from mt_toolkit.alignment.matching.matcher import match
>>> from mt_toolkit.alignment.matching.profile import Profiler

Method, data and measured quality: ``docs/match.md``.
"""
