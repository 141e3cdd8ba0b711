"""Do both sides mean the same by success? Each answers alone; the answers open together."""
