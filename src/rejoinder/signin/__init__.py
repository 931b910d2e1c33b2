"""Ways in: signing in and out, one-time links, choosing a password.

*Attempt*: one try at a password, kept for a quarter of an hour to slow guessing.
*Welcome page*: where a one-time link leads. Looking at it uses nothing up.
"""
