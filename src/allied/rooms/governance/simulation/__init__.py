"""Will this blueprint keep its own promises, and how heavy should it be?"""
