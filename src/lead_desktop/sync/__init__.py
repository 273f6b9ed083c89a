"""How it travels: one round with the hub, resumable, over a network or carried on a stick."""
