"""What somebody says of one thing, as typed, becomes a record (`fill`), and a record answers again (`unfill`)."""
