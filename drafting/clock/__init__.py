"""The statutory clock: the dates that the law sets around an election and a meeting."""
