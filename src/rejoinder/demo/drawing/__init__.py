"""The pictures of the demo newsroom, drawn with Pillow in flat colours.

`kit` has the brushes; every other module is one picture. Only
`rejoinder.demo.draw` imports them: a running site uses the finished files.
"""
