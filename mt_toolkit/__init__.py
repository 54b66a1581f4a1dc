"""Arabic to English news: translate, keep one spelling for every name, align, score."""

__version__ = "0.1.0"
