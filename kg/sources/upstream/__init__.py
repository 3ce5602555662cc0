"""How other services are asked for data: politely, within limits, and so that a break costs little."""
