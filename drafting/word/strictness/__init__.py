"""What Word is strict about in tracked changes: the analysis, and the checks by what they read."""
