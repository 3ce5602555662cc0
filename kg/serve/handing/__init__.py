"""Handing in: by programs and as files, kept with a receipt, and how it fares."""
