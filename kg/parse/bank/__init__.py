"""Exports of project banks: a stream of rows, and the records that a row becomes."""
