"""The harvest, rehearsed: what a portal would find in our catalogue, how it would score it, and why."""
