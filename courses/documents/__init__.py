"""The TOML files of a module: their schemas, and what they become.

The only place of this library that knows marshmallow.
"""
