"""Speed, measured side by side with a peer in one run. Nothing here decides a test; see docs/benchmarks.md."""
