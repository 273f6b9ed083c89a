"""The list of people: looked through, searched, filtered, and somebody added."""
