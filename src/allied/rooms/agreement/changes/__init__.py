"""What changes, what it costs each side, and who agrees to it?"""
