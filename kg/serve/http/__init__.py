"""HTTP itself: what a request wishes, how every answer and refusal leaves, bodies, ranges, the server's door."""
