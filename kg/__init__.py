"""Samverkansgrafen: a publisher that turns record files into released, queryable, dereferenceable linked data.

The write half is a command that ends: sources, parse, validate, link, release. The read half is a server:
query, serve. Between them stands one immutable directory, the release. All of it stands on `kg.rdf` and `kg.errors`.
"""

__version__ = "0.1.0"
