"""One file a page: which experiments, views and controls, in which places."""
