"""The fingerprint of a bank: equal for banks that ask, key and say the same."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from hashlib import sha256

from quizzes.model import Bank, Item, OrderingBody, Parameter, SingleBody, Slip

# These stand as tables in the files, and tables may be written in any order.
_UNORDERED = (Item, Parameter, Slip)
# What only a correction sets, and no file says.
_LEFT_OUT: Mapping[type, str] = {Item: "is_withdrawn", OrderingBody: "corrected"}
# What hardly any file says: banks without it keep the fingerprint they had before it could be said.
_LEFT_OUT_EMPTY: Mapping[type, str] = {SingleBody: "also"}


def fingerprint(bank: Bank) -> str:
    """Return sha256 in hexadecimal over kinds, keys, parameters, words, the blueprint and what items are marked with.

    The order of the tables in the files does not matter. The order within a list does: it is the key of an ordering
    item, and a seed shows options starting from it.
    """
    text = json.dumps(_plain(bank), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    """Return the value in types whose JSON is the same on every run."""
    if is_dataclass(value):
        left_out = {_LEFT_OUT.get(type(value))}
        name = _LEFT_OUT_EMPTY.get(type(value))
        if name and not getattr(value, name):
            left_out.add(name)
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name not in left_out}
        return {"": type(value).__name__, **named}
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple):
        plain = [_plain(each) for each in value]
        return sorted(plain, key=json.dumps) if value and isinstance(value[0], _UNORDERED) else plain
    return value
