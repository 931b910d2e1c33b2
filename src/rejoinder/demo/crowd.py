"""A thousand comments out of a stock of sentences, the same on every machine.

The thread is grown one conversation at a time: a root, then answers that fit it.
Nothing is said twice in the same words. The stock explains itself in
threads/01-the-new-ferry-needs-a-name.toml.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from rejoinder.demo.comment import CommentState, DemoComment
from rejoinder.demo.stock import Reader, Stock, reader

DEEPEST_REPLY = 8
# One root answered by a crowd of its own: more replies than a page shows at once.
REPLIES_TO_THE_FAVOURITE = 60
KINDS_OF_REPLY = {"agree": 34, "disagree": 30, "counters": 22, "banter": 14}
"""How many of a hundred replies to a suggestion are of each kind."""


@dataclass(slots=True, eq=False)
class Said:
    """A comment while the thread is grown; `boat` is the name it speaks for."""

    by: Reader
    text: str
    minutes: float
    parent: "Said | None" = None
    boat: str = ""
    state: CommentState = "published"
    reason: str = ""
    answered_by: list[Reader] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return 0 if self.parent is None else self.parent.depth + 1


def crowd_comments(table: dict[str, Any]) -> tuple[DemoComment, ...]:
    """Return the comments that a thread file with a table [crowd] asks for."""
    said = sorted(Crowd(table).talk(), key=lambda one: one.minutes)
    keys = {one: f"crowd-{number:04}" for number, one in enumerate(said, 1)}
    return tuple(
        DemoComment(
            key=keys[one],
            parent_key=None if one.parent is None else keys[one.parent],
            name=one.by.name,
            email=one.by.email,
            website=one.by.website,
            text=one.text,
            minutes_after=one.minutes,
            state=one.state,
            reason=one.reason,
        )
        for one in said
    )


class Crowd:
    """The people of a thread and everything that they have said so far."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._table = table
        self._wanted: int = table["crowd"]["comments"]
        self._over_minutes: float = table["crowd"]["over_minutes"]
        # The same thread everywhere is the purpose; nothing here is a secret.
        self._random = Random(table["crowd"]["seed"])  # noqa: S311 - no secret
        self._stock = Stock(table, self._random)
        self._said: list[Said] = []

    def talk(self) -> list[Said]:
        """Say exactly as many comments as are wanted, in no order of time."""
        stock = self._table["stock"]
        self._favourite()
        for topic in self._table["topics"]:
            self._topic(topic)
        for line in (*stock["elsewhere"], *stock["moderated"]):
            self._spoken(line)
        self._reporter()
        self._stories(self._stock.deck(stock["stories"]).exchanges)
        while len(self._said) < self._wanted:
            self._suggestion()
        return self._said

    # What conversations begin with.

    def _favourite(self) -> None:
        root = self._suggest(self._table["boats"][0]["name"], minutes=4)
        self._discuss(root, replies=REPLIES_TO_THE_FAVOURITE)

    def _suggestion(self) -> None:
        """Open with a boat and a reason, or with a bare vote when none are left."""
        boat = self._stock.boat_with_reason()
        if boat and self._random.random() < 0.6:
            root = self._suggest(boat, minutes=self._some_time())
            replies = self._random.choice((0, 0, 1, 1, 2, 3, 4, 6))
        else:
            boat = self._stock.boat()
            text = self._stock.exchange("votes", boat=boat)[0]
            root = self._say(text, minutes=self._some_time(), boat=boat)
            replies = self._random.choice((0, 0, 0, 1, 2))
        self._discuss(root, replies=replies)

    def _suggest(self, boat: str, *, minutes: float) -> Said:
        text = self._stock.exchange("proposals", boat=boat)[0]
        return self._say(text, minutes=minutes, boat=boat)

    def _topic(self, topic: dict[str, Any]) -> None:
        talks = [
            [self._say(line, minutes=self._some_time())] for line in topic["openers"]
        ]
        for exchange in self._stock.deck(topic["replies"]).exchanges:
            talk = self._random.choice(talks)
            talk.extend(self._exchange(talk[0], exchange))
        for talk in talks:
            if len(talk) > 1 and self._random.random() < 0.6:
                last = talk[-1]
                self._exchange(last, self._stock.exchange("banter", who=last.by.called))

    def _stories(self, stories: list[tuple[str, ...]]) -> None:
        for first, *then in stories:
            root = self._say(first, minutes=self._some_time())
            self._exchange(root, tuple(then))
            for _ in range(self._random.choice((0, 1, 1, 2, 3))):
                who = root.by.called
                self._exchange(root, self._stock.exchange("story_replies", who=who))

    def _spoken(self, line: dict[str, Any]) -> None:
        known = (one for one in self._stock.people if one.name == line["by"])
        self._say(
            line["text"],
            minutes=self._some_time(),
            by=next(known, None) or reader(len(self._said), line["by"]),
            state=line.get("state", "published"),
            reason=line.get("reason", ""),
        )

    def _reporter(self) -> None:
        reporter = self._table["reporter"]
        by = Reader(reporter["name"], "Imogen", reporter["email"], reporter["website"])
        openers = {t["key"]: t["openers"][0] for t in self._table["topics"]}
        for line in reporter["lines"]:
            parent = None
            if opener := openers.get(line["under"]):
                parent = next(one for one in self._said if one.text == opener)
            elif boat := line["under"]:
                parent = self._suggest(boat, minutes=self._some_time())
            minutes = self._after(parent) if parent else self._some_time()
            self._say(line["text"], minutes=minutes, by=by, parent=parent)

    # What is answered.

    def _discuss(self, root: Said, *, replies: int) -> None:
        """Add so many replies below `root`, or as many as are still wanted."""
        goal = min(len(self._said) + replies, self._wanted)
        talk = [root]
        while len(self._said) < goal:
            parent = self._random.choice((root, talk[-1], *talk))
            if parent.depth >= DEEPEST_REPLY:
                parent = root
            talk.extend(self._reply(parent, at_most=goal - len(self._said)))

    def _reply(self, parent: Said, *, at_most: int) -> list[Said]:
        by = self._somebody(parent)
        boat = parent.boat
        other = self._stock.boat_with_reason(besides=boat)
        other = other or self._stock.boat(besides=boat)
        kind = self._random.choices(*zip(*KINDS_OF_REPLY.items(), strict=True))[0]
        if parent.parent is not None and parent.parent.by == by:
            # Who comes back must not contradict what they said before.
            kind = "returns"
        elif parent.parent is None and kind == "banter":
            kind = "agree"
        who = parent.by.called
        lines = self._stock.exchange(kind, boat=boat, other=other, who=who)
        if kind == "counters":
            boat = other
        return self._exchange(parent, lines[:at_most], boat=boat, by=by)

    def _exchange(
        self,
        parent: Said,
        lines: tuple[str, ...],
        *,
        boat: str = "",
        by: Reader | None = None,
    ) -> list[Said]:
        """Let each line answer the one before, the first of them `parent`."""
        said: list[Said] = []
        for line in lines:
            text = line.replace("{other}", self._stock.boat())
            minutes = self._after(parent)
            parent = self._say(text, minutes=minutes, by=by, parent=parent, boat=boat)
            said.append(parent)
            by = None
        return said

    def _say(
        self,
        text: str,
        *,
        minutes: float,
        by: Reader | None = None,
        parent: Said | None = None,
        boat: str = "",
        state: CommentState = "published",
        reason: str = "",
    ) -> Said:
        by = by or self._somebody(parent)
        said = Said(by, text, minutes, parent, boat, state, reason)
        if parent:
            parent.answered_by.append(by)
        self._said.append(said)
        self._stock.remember(text)
        return said

    def _somebody(self, parent: Said | None) -> Reader:
        """Anyone but the author answered; often the one that they had answered."""
        people = self._stock.people
        if parent is None:
            return self._random.choice(people)
        earlier = parent.parent.by if parent.parent else parent.by
        may_return = earlier != parent.by and earlier not in parent.answered_by
        if may_return and earlier in people and self._random.random() < 0.4:
            return earlier
        others = {parent.by, earlier, *parent.answered_by}
        return self._random.choice([one for one in people if one not in others])

    def _some_time(self) -> float:
        """Return minutes for a comment of its own; most come on the first days."""
        share = 0.96 * self._random.betavariate(1, 2.1)
        return round(6 + self._over_minutes * share, 1)

    def _after(self, parent: Said) -> float:
        gap = 1 + self._random.expovariate(1 / 140)
        left = self._over_minutes - parent.minutes
        return round(parent.minutes + min(gap, left * self._random.uniform(0.1, 1)), 1)
