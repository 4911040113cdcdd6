"""A Word file read as law: its outline, its provisions and where each protocol stands."""
