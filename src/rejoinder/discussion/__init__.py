"""Threads and comments. Knows a subject by URL and title, nothing of any CMS.

*Thread*: the conversation about one subject. *Comment*: one contribution; a *reply*
is a comment with a parent. *Number*: a comment's number within its thread, shown in
`#comment-N`. *Ordinal*: its place among the replies of one comment, given when it
first becomes visible and never changed. *Path*: those ordinals from the top down,
sortable as text. *Page*: a stable bucket of top-level comments. *Branch*: a top-level
comment with all below it.
"""
