"""The stewards' side: who is logged in, the queue, what a submission changes, the decision."""
