"""How does a matter that divides us get settled without damage?"""
