"""Finding a thing by its name: one box for everything that the graph has."""
