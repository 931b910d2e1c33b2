"""What became of every item: the figures behind the table and the JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, TypedDict, get_args

Kind = Literal[
    "articles",
    "pages",
    "comments",
    "mentions",
    "people",
    "sections",
    "tags",
    "media",
    "other",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Outcome = Literal["created", "updated", "unchanged", "left_out"]
Fate = Literal["create", "update", "unchanged", "changed here", "deleted here"]
#: What is left out when it comes again, and why.
REASONS: dict[Fate, str] = {
    "changed here": "changed here since it was imported",
    "deleted here": "deleted here since it was imported",
}


class KindAsJSON(TypedDict):
    seen: int
    created: int
    updated: int
    unchanged: int
    left_out: int
    reasons: dict[str, int]


class ReportAsJSON(TypedDict):
    files: list[str]
    kinds: dict[str, KindAsJSON]
    warnings: list[str]


@dataclass
class Tally:
    """Of one kind. `reasons` say why items were left out."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        return sum(self.outcomes.values())


@dataclass
class Report:
    """Every item is counted once. `warnings` are sentences about what was taken, but
    not quite as it was."""

    files: list[str] = field(default_factory=list)
    tallies: dict[Kind, Tally] = field(
        default_factory=lambda: {kind: Tally() for kind in KINDS}
    )
    warnings: list[str] = field(default_factory=list)

    def count(self, kind: Kind, outcome: Outcome, n: int = 1) -> None:
        self.tallies[kind].outcomes[outcome] += n

    def leave_out(self, kind: Kind, reason: str, n: int = 1) -> None:
        self.tallies[kind].outcomes["left_out"] += n
        self.tallies[kind].reasons[reason] += n

    def count_fate(self, kind: Kind, fate: Fate, n: int = 1) -> bool:
        """Count items by what is to be done with them; whether anything is."""
        if fate in REASONS:
            self.leave_out(kind, REASONS[fate], n)
        elif fate == "unchanged":
            self.count(kind, "unchanged", n)
        else:
            self.count(kind, "created" if fate == "create" else "updated", n)
            return True
        return False

    def as_json(self) -> ReportAsJSON:
        return {
            "files": self.files,
            "kinds": {kind: _as_json(tally) for kind, tally in self.tallies.items()},
            "warnings": self.warnings,
        }


def _as_json(tally: Tally) -> KindAsJSON:
    of = tally.outcomes
    return {
        "seen": tally.seen,
        "created": of["created"],
        "updated": of["updated"],
        "unchanged": of["unchanged"],
        "left_out": of["left_out"],
        "reasons": dict(sorted(tally.reasons.items())),
    }
