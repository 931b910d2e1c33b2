"""Takes what other systems exported into the site, item by item, again and again.

A *source* is the place that the exports come from. An *item* is whatever stands in an
export: an article, a comment, a person, a picture, a menu. An item that was taken has
an *origin*: a row that knows what it was there, what became of it here, and the
fingerprints of both, so that a second run changes only what changed there and was left
alone here. *Staging* is where all items wait until all files have been read whole.
"""
