"""A filled table becomes answers, and answers a table: columns come from the form's model. `reading` is the way in."""
