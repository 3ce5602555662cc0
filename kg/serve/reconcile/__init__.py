"""Matching other people's names with what is here: the Reconciliation Service API 0.2, and the register it looks in."""
