"""The site's own word list: words to suggest something else for, to ask about, or to let stand."""
