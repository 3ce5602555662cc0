"""Import a project bank's export: rows become records that our shapes accept, all of them at once or none."""
