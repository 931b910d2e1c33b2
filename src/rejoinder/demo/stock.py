"""The sentences, boats and people that a crowd draws on, none of them used twice
before the others have had their turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

CONTINUES = "> "
"""A line that begins so answers the line before it."""
# A line without a boat or a name in it wears out. Past so many draws it is the stock
# that is too small, and the person who asked for more comments should hear of it.
DRAWS_FOR_NEW_WORDS = 400
SHARE_WITH_A_TAIL = 0.1


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in the crowd, and what others call them."""

    name: str
    called: str
    email: str
    website: str = ""


def reader(number: int, line: str) -> Reader:
    """Read `Name`, or `Name = what others call them`."""
    name, _, called = line.partition(" = ")
    return Reader(name, called or name.split()[0], f"reader-{number}@example.org")


class Deck:
    """A shuffled stock of exchanges; an exchange is one line, or a line and answers."""

    def __init__(self, lines: Iterable[str], random: Random) -> None:
        self._random = random
        self.exchanges = _exchanges(lines)
        random.shuffle(self.exchanges)
        self._waiting: list[tuple[str, ...]] = []

    def __len__(self) -> int:
        return len(self.exchanges)

    def draw(self) -> tuple[str, ...]:
        """Return the next exchange, shuffling again when all have been drawn."""
        if not self._waiting:
            self._waiting = list(self.exchanges)
            self._random.shuffle(self._waiting)
        return self._waiting.pop()


def _exchanges(lines: Iterable[str]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for line in lines:
        if line.startswith(CONTINUES):
            found[-1] += (line.removeprefix(CONTINUES),)
        else:
            found.append((line,))
    return found


class Stock:
    """Everything that can be said, and what has been said of it so far."""

    def __init__(self, table: dict[str, Any], random: Random) -> None:
        self._random = random
        stock = table["stock"]
        self.people = [reader(n, line) for n, line in enumerate(stock["people"])]
        lists = [key for key, value in stock.items() if isinstance(value[0], str)]
        self._decks = {key: self.deck(stock[key]) for key in lists}
        # A reason is often somebody's grandmother, so it is given once only.
        self._reasons: dict[str, list[str]] = {}
        for boat in table["boats"]:
            self._reasons[boat["name"]] = list(boat["reasons"])
            random.shuffle(self._reasons[boat["name"]])
        self._boats = self.deck(self._reasons)
        self._said: set[str] = set()

    def deck(self, lines: Iterable[str]) -> Deck:
        return Deck(lines, self._random)

    def remember(self, text: str) -> None:
        """Keep `text` from being said again."""
        self._said.add(text)

    def boat(self, *, besides: str = "") -> str:
        """Return the next boat that is not the one named."""
        while (drawn := self._boats.draw()[0]) == besides:
            pass
        return drawn

    def boat_with_reason(self, *, besides: str = "") -> str:
        """Return a boat for which a reason is left, or the empty string."""
        left = [boat for boat, reasons in self._reasons.items() if reasons]
        left = [boat for boat in left if boat != besides]
        return self._random.choice(left) if left else ""

    def exchange(
        self, kind: str, *, boat: str = "", other: str = "", who: str = ""
    ) -> tuple[str, ...]:
        """Draw an exchange of a kind of which nobody has said any line.

        A reason in it is one for `other` where the exchange argues against `boat`,
        otherwise for `boat`.
        """
        deck = self._decks[kind]
        other = other or self.boat(besides=boat)
        reasons = self._reasons.get(other if kind == "counters" else boat, [])
        for drawn in range(DRAWS_FOR_NEW_WORDS):
            lines = list(deck.draw())
            gives_reason = any("{reason}" in line for line in lines)
            if gives_reason and not reasons:
                continue
            lines = [
                line.format(
                    boat=boat,
                    other=other,
                    who=who,
                    reason=reasons[-1] if gives_reason else "",
                )
                for line in lines
            ]
            if drawn > len(deck) or self._random.random() < SHARE_WITH_A_TAIL:
                lines[-1] += " " + self._decks["tails"].draw()[0]
            if self._said.isdisjoint(lines):
                if gives_reason:
                    reasons.pop()
                return tuple(lines)
        raise ValueError(f"the stock of {kind} is too small for so many comments")
