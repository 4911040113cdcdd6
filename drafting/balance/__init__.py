"""Political balance: seats on committees allocated to groups, by the statutory rules, exactly."""
