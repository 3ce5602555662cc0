"""What search engines read: the same statements in schema.org's words, as JSON-LD in the pages."""
