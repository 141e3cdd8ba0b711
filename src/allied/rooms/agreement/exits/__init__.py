"""When do we talk about leaving, and how would we part?"""
