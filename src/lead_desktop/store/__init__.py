"""Where things rest: the encrypted file and everything kept in it."""
