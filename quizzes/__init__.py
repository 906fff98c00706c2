"""Questions, marking and item analysis: a pure library that knows no web, no database, no clock and no chance."""
