"""The change log: what changed each time readers were pointed at another release, kept when releases are not."""
