"""The on-call roster: who comes now and next, with the number to call; planned by the project manager."""
