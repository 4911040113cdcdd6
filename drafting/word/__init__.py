"""Word files and nothing about councils: packages, numbering, revisions, comments."""
