"""Rows that wait, and the worker that moves them forward.

*Duty*: something done again and again (publish what is due, forget what is old). A
duty is a row with a lease: whichever worker takes it does it, and a worker that dies
loses it to the next one. Rooms name their duties in settings.REJOINDER_DUTIES.
"""
