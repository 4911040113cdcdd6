"""The difference between two texts as changes: alignment, wording, and what each change is."""
