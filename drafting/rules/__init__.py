"""Conditions over facts, and the selection of clauses by them."""
