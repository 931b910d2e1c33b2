"""The newsroom: articles, bylines, sections, pages and front page on Wagtail.

The only room besides project and demo that knows Wagtail. *Article*: what a thread is
about. *Section*: where it belongs. *Writer*: a byline, with or without an account.
*Plain page*: about us, house rules. The link row ArticleThread joins an article to its
thread; discussion knows nothing of it.
"""
