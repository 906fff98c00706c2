"""The kinds of question, one module each; all keep the contract of `quizzes.kinds.contract`."""
