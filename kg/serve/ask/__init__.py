"""Asking: SPARQL by its protocol, the quick lane, the editor, and the competency questions."""
