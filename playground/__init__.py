"""The playground: a network that trains in the page, and what can be seen inside it."""
