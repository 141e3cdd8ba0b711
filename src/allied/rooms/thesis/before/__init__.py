"""Before we ally: is it the right move, are we ready, what will we not accept? Only our own side reads it."""
