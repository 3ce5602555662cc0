"""Things by what they are called: described, compared, and found by what people write. One way for all who look."""
