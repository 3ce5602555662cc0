"""Ask one release, safely: a guard reads the question, a forked and confined worker answers it.

Nothing here knows of HTTP. `question` says what is asked and answered, `pool` answers from our own store, `remote`
from anybody's SPARQL endpoint, `prepared` holds the questions our own pages ask.
"""
