"""Settings: how the program looks, who may open it, backups, and the programme's own numbers."""
