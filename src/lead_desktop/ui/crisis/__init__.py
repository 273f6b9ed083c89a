"""The crisis card: one key away, in both languages, without a passphrase, printable."""
