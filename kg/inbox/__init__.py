"""What is handed in and decided: one SQLite database. It knows bytes, receipts and states, and nothing of shapes."""
