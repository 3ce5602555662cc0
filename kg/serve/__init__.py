"""HTTP only: read the request, ask a release, negotiate the answer. Nothing here writes into a release."""
