"""Decks of a workshop and its kit: the pitch of a proposal, the debrief of all of them, what a room needs."""
