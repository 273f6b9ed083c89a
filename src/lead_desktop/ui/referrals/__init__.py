"""Referrals on the screen: the quick form, the list, and one referral with its decision."""
