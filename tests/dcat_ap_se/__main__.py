"""`python -m tests.dcat_ap_se --write`: make the shapes and their examples anew from the tables."""

import sys

from tests.dcat_ap_se.generated import files

for path, text in files().items():
    fresh = path.exists() and path.read_text("utf-8") == text
    if not fresh and "--write" in sys.argv:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    if not fresh:
        print(f"{'written' if '--write' in sys.argv else 'stale'}  {path.name}")
