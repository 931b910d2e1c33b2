"""What WordPress means by what it writes, in our words. Pure: no database."""
