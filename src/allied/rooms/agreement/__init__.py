"""What the contract says, how we work, what changes and when we leave."""
