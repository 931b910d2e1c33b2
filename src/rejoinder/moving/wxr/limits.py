"""How much one export may ask of us, each limit with its reason.

None of them bounds how large a site may be: items, comments and files may be as many
as they like, because they are read one after the other.
"""

#: What is read, unpacked and parsed at a time; larger gains no speed.
CHUNK_BYTES = 65_536

#: Ordinary exports nest six deep. Deeper nesting costs the parser memory.
MAX_DEPTH = 64
#: WordPress writes two attributes at most; a start tag is in memory as a whole.
MAX_ATTRIBUTES = 50
#: A tag, comment or instruction is in memory as a whole, and scanned again with each
#: chunk until it ends.
MAX_MARKUP_BYTES = 1_000_000
#: The parser keeps each name that it ever met; WordPress's exports have about eighty.
MAX_NAMES = 10_000

#: WordPress's own longest text column (longtext) is rarely filled beyond a megabyte;
#: beyond this a text could be stored on no site of ours.
MAX_TEXT_CHARACTERS = 32_000_000
#: An item is in memory with all its meta values (page builders keep whole pages there).
MAX_RECORD_CHARACTERS = 64_000_000
#: What a field, a meta value or a term weighs in memory beyond its characters.
FIELD_CHARACTERS = 100

#: Text as WordPress writes it packs 5 to 20 times; the same comment a hundred thousand
#: times about 150. Small files may do as they like: they are read in a second or two.
MAX_UNPACKED_RATIO = 200
FREE_UNPACKED_BYTES = 100_000_000
#: WordPress.com splits an export into some dozens of files.
MAX_PARTS = 10_000

#: Beyond this a file was not damaged here and there: it is in another encoding, or it
#: is no export.
MAX_MENDS = 100_000
#: How far is looked ahead to judge a `]]>` that may be text: a whole, long article.
MAX_HELD_CHARACTERS = 4_000_000
