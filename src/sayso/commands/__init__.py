"""The commands of `sayso`, a module each or a few of a kind. Heavy imports stand inside the functions."""
