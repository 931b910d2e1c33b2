"""Other systems' exports, translated into what the other rooms do and keep.

*Export*: the files that another system wrote about a site. *Item*: one post, page,
attachment or menu entry in it. *Origin*: where a thing of ours came from, so that a
second run knows it again. *Mend*: a fault of the exporting system that was put right
on the way in. `wxr` reads WordPress's files and knows nothing of the other rooms.
"""
