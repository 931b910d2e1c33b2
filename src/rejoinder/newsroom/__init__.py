"""The newsroom: articles, bylines, sections, pages and front page on Wagtail.

The only room besides project and demo that knows Wagtail. *Article*: what a thread is
about. *Section*: where it belongs. *Writer*: a byline, with or without an account.
*Plain page*: about us, house rules. *Menu*: links in header or footer, put together by
hand. *Old address*: one brought along from another site. The link rows ArticleThread
and PageThread join articles and pages to threads; discussion knows nothing of them.
"""
