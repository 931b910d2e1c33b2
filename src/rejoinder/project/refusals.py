"""Why a command stops before it has changed anything. Needs no Django."""


class CannotStart(Exception):
    """One line for the owner: what is in the way, and what to do about it.

    The `rejoinder` command prints it and ends with status 2.
    """
