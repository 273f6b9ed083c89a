"""When police, a court or a lawyer asks: calm steps, the words to say, and where to write it down."""
