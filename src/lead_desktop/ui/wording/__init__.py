"""Person-first help where one writes: a calm underline, a suggestion, one key to take it; it holds nothing up."""
