"""Pictures of findings: pure functions from plain data to SVG text, each with a table that says the same."""
