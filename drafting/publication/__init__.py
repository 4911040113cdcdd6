"""What leaves the program: the redline, the proposed copy, the schedule, the records."""
