"""The form: one page for each section of what the shapes ask. `addresses` are its routes."""
