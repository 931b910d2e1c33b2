"""One script a question. Each prints figures beside a baseline of the same run."""
