"""Nouns: what a referral, a person, an intake and a plan are."""
