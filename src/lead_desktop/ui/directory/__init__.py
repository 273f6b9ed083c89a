"""The directory: places that help, what they offer, and the catalogue of treatment and support."""
