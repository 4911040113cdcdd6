"""What each command does, without a terminal: the same for the command line and for the app."""
