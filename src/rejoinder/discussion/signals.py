"""Facts that discussion announces, inside the transaction; receivers only write."""

from django.dispatch import Signal

#: A comment was kept: `comment`, `verdict` (screening.Verdict or None), `now`.
comment_posted = Signal()

#: Its state changed: `comment`, `from_state`, `now`.
comment_state_changed = Signal()

#: Its text, names and facts are gone: `comment`, `now`.
comment_erased = Signal()
