"""The rules of a good module, by part; `courses.checks` runs them all."""
