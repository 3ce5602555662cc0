"""Findings as reports: for a terminal, a program, a code host, an RDF tool, a reader. One module a form."""
