"""Reading an agreement: small rules, one for each kind of fact; standard library only."""
