"""Demo data: invented companies whose history is made by running the real commands in the past."""
