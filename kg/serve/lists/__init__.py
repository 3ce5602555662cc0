"""Lists of a kind: a page for people, narrowed as they choose, and the same list whole for programs."""
