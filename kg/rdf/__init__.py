"""What every stage stands on: terms, IRIs, formats, graphs, canonical form, vague dates."""
