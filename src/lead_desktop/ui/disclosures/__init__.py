"""What left about somebody: the list, its paper, and writing down what was told in another way."""
