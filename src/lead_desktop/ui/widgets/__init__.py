"""Controls made by hand, only where behaviour needs it."""
