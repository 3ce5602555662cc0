"""Links to other open datasets: candidates, an explained score, and a ledger that remembers every decision."""
