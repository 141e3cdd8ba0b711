"""What the pages and doors of due diligence read."""
