"""Help in plain words: tasks, keys, and what to do in a crisis."""
