"""Reports, statistics and pictures of corpora."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from random import Random

from mt_toolkit.bitext import Origin
from mt_toolkit.corpus.filters.chain import Judged
from mt_toolkit.corpus.plot import histograms_as_svg
from mt_toolkit.corpus.report import FilterReport, report_as_markdown
from mt_toolkit.corpus.statistics import Histogram, Statistics
from tests.unit.corpus.pairs import numbered, pair


def test_the_examples_do_not_depend_on_the_order() -> None:
    judged = [
        Judged(pair=numbered(at), removed_by="length" if at % 2 else None, reason="too | long")
        for at in range(100)
    ]
    reports = []
    for seed in (1, 2):
        Random(seed).shuffle(judged)  # noqa: S311
        report = FilterReport(["length", "copy"])
        for one in judged:
            report.add(one)
        reports.append(report.as_dict())
    assert reports[0] == reports[1]
    assert (reports[0]["read"], reports[0]["kept"]) == (100, 50)
    length, copy = reports[0]["filters"]
    assert (length["removed"], len(length["examples"])) == (50, 10)
    assert (copy["removed"], copy["examples"]) == (0, [])
    page = report_as_markdown(reports[0])
    assert "| length | 50 | 50.00% |" in page
    assert page.count("too \\| long") == 10


def test_statistics() -> None:
    counted = Statistics()
    counted.add(pair("ا ب ت", "a b", source_document="d1", confidence=0.95, similarity=0.5))
    counted.add(pair("ا ب ت", "A b!", source_document="d1", origin=Origin(kind="human")))
    machine = Origin(kind="machine", model="compact 12", glossary="0123456789ab")
    counted.add(pair("ا", "", source_document="d2", origin=machine, findings=("MT201", "MT201")))
    figures = counted.as_dict()
    histograms = figures.pop("histograms")
    assert figures == {
        "pairs": 3,
        "documents": 2,
        "one_sided": 1,
        "duplicates": 1,
        "source_words": 7,
        "target_words": 4,
        "origins": {"human": 1, "machine compact 12 + glossary 01234567": 1, "unknown": 1},
        "findings": {"MT201": 2},
    }
    assert histograms["confidence"]["counts"] == [0] * 9 + [1]
    assert histograms["similarity"]["counts"] == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert histograms["source_words"]["counts"][:3] == [0, 1, 2]


def test_pictures_are_xml_with_a_bar_a_bin() -> None:
    empty, full = Histogram((1, 2)), Histogram((0.5, 1))
    full.add(0.5)
    full.add(3)
    root = ET.fromstring(histograms_as_svg({"empty": empty, "a_<name>": full}))  # noqa: S314
    bars = [one for one in root.iter() if one.tag.endswith("rect")]
    texts = [one.text for one in root.iter() if one.tag.endswith("text")]
    assert [float(bar.attrib["width"]) for bar in bars] == [0, 340, 340]
    assert texts[0] == "a <name> (2 values, mean 1.75)"
    assert texts[1:] == ["below 0.5", "0.0%", "0.5\u20131", "50.0%", "1 and more", "50.0%"]
