"""What people get wrong in queries, told in words; looked for only in a query that the engine refused."""
