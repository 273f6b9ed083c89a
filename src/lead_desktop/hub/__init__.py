"""Where desks meet: orders what they send, merges it, and decides which bytes reach which laptop."""
