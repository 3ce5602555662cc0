"""Our own SHACL validator: shapes compiled once to plain objects, and each record judged beside what it points at."""
