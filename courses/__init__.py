"""The curriculum: text files and the typed catalogue read from them.

Pure, but for `loader` and `resources`, which read files.
"""
