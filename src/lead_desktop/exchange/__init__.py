"""How it enters and leaves in other people's formats: one module per standard."""
