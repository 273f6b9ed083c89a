"""What travels: operations, their canonical bytes and their merge."""
