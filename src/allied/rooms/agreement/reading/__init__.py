"""What does the signed agreement say, where, and what does it leave open?"""
