"""The verbs of moderation, one subject a module. Each checks permission itself."""

from rejoinder.moderation.actions.judging import MOST_AT_ONCE, Judged, judge
from rejoinder.moderation.actions.overtaken import Overtaken
from rejoinder.moderation.actions.settings import change_site_settings
from rejoinder.moderation.actions.threads import close_thread, reopen_thread
from rejoinder.moderation.actions.undoing import Undone, undo

__all__ = [
    "MOST_AT_ONCE",
    "Judged",
    "Overtaken",
    "Undone",
    "change_site_settings",
    "close_thread",
    "judge",
    "reopen_thread",
    "undo",
]
