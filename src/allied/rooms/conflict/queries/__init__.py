"""What pages, scripts and other rooms read of conflicts."""
