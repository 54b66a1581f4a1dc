"""Cross-script name similarity: whether two spellings are of one name, in Arabic or Latin letters.

>>> from mt_toolkit.names import similarity, skeleton
>>> similarity("عراقجي", "Araghchi") > 0.9
True
>>> skeleton("عراقجي") == skeleton("Araqchi")
True

Method, data and measured quality: ``docs/names.md``.
"""

from mt_toolkit.names.romanise import romanise
from mt_toolkit.names.similarity import similarity
from mt_toolkit.names.skeleton import candidate_pairs, skeleton

__all__ = ["candidate_pairs", "romanise", "similarity", "skeleton"]
