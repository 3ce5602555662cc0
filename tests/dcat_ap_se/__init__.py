"""DCAT-AP-SE 3.0.1 as DIGG's templates have it, in two tables; shapes and examples are made from them."""
