"""Coding by hand, as other programs store it -> rows of the file format."""
