"""Drafts amendments to a council's constitution as tracked changes in its own Word file."""

__version__ = "0.1.0"
