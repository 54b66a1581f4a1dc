"""The learned numbers: letter-chunk weights and calibrations, carried with the package."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.names.transducer import Transducer

if TYPE_CHECKING:
    from mt_toolkit.names.letters import Script

__all__ = ["Costs", "carried_costs", "script_pair"]

_VERSION: Final = 1


def script_pair(first: Script, second: Script) -> str:
    """The name of the transducer for two scripts, for example ``arab-latn``."""
    return f"{first}-{second}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Transducers and the logistic weights of their evidence, by pair of scripts."""

    transducers: dict[str, Transducer]
    calibrations: dict[str, tuple[float, ...]]

    def to_json(self) -> dict[str, Any]:
        """A value for :func:`json.dumps`; weights in hundredths of a nat."""
        return {
            "version": _VERSION,
            "pairs": {
                name: {
                    "calibration": [round(weight, 4) for weight in self.calibrations[name]],
                    "floor": transducer.floor,
                    "weights": {
                        x: {y: round(weight * 100) for y, weight in sorted(row.items())}
                        for x, row in sorted(transducer.weights.items())
                    },
                }
                for name, transducer in sorted(self.transducers.items())
            },
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Costs:
        """Read what :meth:`to_json` gave.

        Raises:
            ValueError: The file is of another version.
        """
        if value["version"] != _VERSION:
            raise ValueError(f"costs of version {value['version']}, expected {_VERSION}")
        transducers: dict[str, Transducer] = {}
        for name, part in value["pairs"].items():
            weights = {
                x: {y: weight / 100 for y, weight in row.items()}
                for x, row in part["weights"].items()
            }
            longest = (max(map(len, weights)), max(len(y) for row in weights.values() for y in row))
            transducers[name] = Transducer(weights=weights, longest=longest, floor=part["floor"])
        calibrations = {name: tuple(part["calibration"]) for name, part in value["pairs"].items()}
        return cls(transducers=transducers, calibrations=calibrations)


@lru_cache(maxsize=1)
def carried_costs() -> Costs:
    """The costs that come with the package, read once."""
    from importlib.resources import files

    text = files("mt_toolkit.names").joinpath("costs.json").read_text(encoding="utf-8")
    return Costs.from_json(json.loads(text))
