"""Turns the chosen clauses into provisions: numbered paragraphs and tables of plain spans."""
