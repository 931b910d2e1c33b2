"""Pages, feeds and files of the newsroom, one kind a module."""
