"""Coding by hand: a row of the file format as marks on a text, as annotation programs have it, and back."""
