"""What the test commands stand on: an environment, a browser, a served site."""
