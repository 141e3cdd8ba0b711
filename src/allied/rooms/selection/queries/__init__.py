"""What pages, files and scripts read of a screening, each as its reader may see it."""
