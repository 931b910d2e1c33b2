"""Pictures and files taken in: decoded, re-encoded, stripped, kept out of reach
of readers, who get the sizes that we made.

*Taken picture*: what we keep of an uploaded one, made anew by us from its pixels. Plain
functions without rows; the rows belong to whoever shows the pictures.
"""
