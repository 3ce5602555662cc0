"""What one hand-in is told: read, judged beside what it points at, every finding with its place."""
