"""How it is seen: the only package that knows Qt."""
