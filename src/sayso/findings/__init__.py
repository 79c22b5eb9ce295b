"""What is computed over statements: disputes, rival answers, drift, networks, agreement. Pure functions over rows."""
