"""Scores translations: sacreBLEU's metrics, significance, and what n-gram scores overlook."""

from mt_toolkit.scoring.choice import FIGURES, Resources, choose_measures, default_keys, parse_keys
from mt_toolkit.scoring.evaluation import Level, evaluate
from mt_toolkit.scoring.model import (
    Batch,
    Figure,
    Interval,
    Measure,
    Part,
    Result,
    ScoreReport,
    System,
    SystemScores,
    TestData,
)
from mt_toolkit.scoring.ngram import NgramOptions
from mt_toolkit.scoring.resampling import Resampling
from mt_toolkit.scoring.terms import TermScorer, TermUse
from mt_toolkit.scoring.thresholds import Shortfall, parse_bounds, shortfalls

__all__ = [
    "FIGURES",
    "Batch",
    "Figure",
    "Interval",
    "Level",
    "Measure",
    "NgramOptions",
    "Part",
    "Resampling",
    "Resources",
    "Result",
    "ScoreReport",
    "Shortfall",
    "System",
    "SystemScores",
    "TermScorer",
    "TermUse",
    "TestData",
    "choose_measures",
    "default_keys",
    "evaluate",
    "parse_bounds",
    "parse_keys",
    "shortfalls",
]
