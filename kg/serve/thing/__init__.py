"""One thing: its addresses, its page, its facts and sources, and its RDF."""
