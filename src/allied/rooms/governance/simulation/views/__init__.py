"""The web door of the simulator: what if, and how complex the alliance is."""
