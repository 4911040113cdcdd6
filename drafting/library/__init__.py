"""The clause library: clauses, protocols and the register of law, as their authors wrote them."""
