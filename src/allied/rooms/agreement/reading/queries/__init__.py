"""What pages, scripts and the command line read."""
