"""Taking something down for good: out of releases, downloads and the inbox, and keeping it out."""
