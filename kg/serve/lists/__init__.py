"""Lists of a kind: a page for people, and the same list whole for programs."""
