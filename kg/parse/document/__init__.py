"""A description somebody wrote, as text, a web page or a Word document, becomes a draft: `draft` is the way in."""
