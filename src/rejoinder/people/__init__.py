"""People: accounts, and whoever speaks.

*User*: an account of the installation, able to sign in. *Person*: whoever speaks on a
site: a guest, an account, later a remote actor. *Role*: what an account may do on a
site. *One-time link*: a secret address that lets somebody in once.
"""
