"""Text documents: rooms say what stands in a paper, and here it becomes a Word file."""
