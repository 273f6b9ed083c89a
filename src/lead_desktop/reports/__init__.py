"""How it is counted: one module per question."""
