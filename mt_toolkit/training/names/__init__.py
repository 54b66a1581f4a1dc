"""Training pairs that teach a glossary's names.

::

    glossary ──▶ every source form, its canonical English          forms
    the user's bitext ──▶ pairs that hold a name on both sides      finding
                              │ another name takes its place         placing
    our own sentences ────────┤                                      carriers
                              ▼
    as many pairs for each entry, rare or common                     lessons
"""

from mt_toolkit.training.names.carriers import Carrier, load_carriers
from mt_toolkit.training.names.lessons import Lesson, name_lessons

__all__ = ["Carrier", "Lesson", "load_carriers", "name_lessons"]
