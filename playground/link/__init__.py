"""Python's end of the documents that the page shows."""
