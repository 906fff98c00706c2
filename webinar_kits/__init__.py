"""Decks, documents and session kits made from the curriculum: pure, the same request gives the same bytes."""
