"""The lessons, one Markdown file each, and the code that reads, checks and plays them."""
