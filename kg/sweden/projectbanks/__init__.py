"""Project banks that publish lists of Swedish projects: which columns their exports have, and how a cell is read."""
