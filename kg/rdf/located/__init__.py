"""Where in a text each statement was written: one module a syntax, and what they all give."""
