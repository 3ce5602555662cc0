"""What changed, as a feed, a list and an address for each change; and the graph as it was in an earlier release."""
