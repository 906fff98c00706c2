"""Cycles are not searched for while much is made, and are again when the last such work has ended."""

import gc

import pytest

from lms.cycles import unsearched


def test_cycles_are_searched_for_again_after_the_last_work_and_after_a_failure():
    seen = []
    with unsearched():
        with pytest.raises(ValueError, match="stop"), unsearched():
            raise ValueError("stop")
        seen.append(gc.isenabled())
    seen.append(gc.isenabled())

    assert seen == [False, True]


def test_who_does_not_want_them_searched_for_is_left_so():
    gc.disable()
    try:
        with unsearched():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
