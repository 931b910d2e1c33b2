"""The site: its addresses, language and editorial settings.

*Site*: one publication under one public address. *Address*: a path of a site and
what it leads to. Everything that an owner decides and may change later is a column
of Site; what the machine provides (folders, databases, secrets) is in
project/environment.py.
"""
