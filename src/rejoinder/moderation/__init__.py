"""Screeners, decisions and the desk.

*Screener*: a function that reads a draft and gives a *verdict* (held or spam, with a
reason a person can read) or nothing. *Decision*: who or what decided, about which text,
under which rule, with which outcome; a row that is never changed, only answered by
another. *Desk*: where moderators work.
"""
