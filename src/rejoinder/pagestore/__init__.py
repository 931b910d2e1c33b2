"""Pages kept as files: the change log, the store, and what builds it.

A *change* is a row that says what is not as it was any more: a *tag*. A *stored page*
knows the tags that it depends on. A *follower* reads the log from its own position on.
This room knows nothing of comments or articles: what a tag stands for is its makers'
affair.
"""
