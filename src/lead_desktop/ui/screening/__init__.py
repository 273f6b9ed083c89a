"""The screening queue: referrals that wait for a decision, and what there is room for."""
