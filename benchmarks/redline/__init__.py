"""Measures `drafting compare` beside its peers and the floor.

Run as `python -m benchmarks.redline`. `documents` makes pairs of Word files that differ by a known
list of edits, `runs` runs each engine on them as a whole process, and `judge` says whether the
redline is right both ways.
"""
