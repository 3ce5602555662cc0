"""Check before handing in: `/validate`, for programs and people."""
