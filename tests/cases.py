"""One rule, many cases: a loop inside one test instead of a test for each."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

Test = Callable[..., Any]


def for_each(names: str, cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Play a test with every case in turn; what fails tells its case.

    As ``pytest.mark.parametrize``, for rules that leave nothing behind: all cases share what
    the test is given beside them, and its setting up costs but once.
    """
    wanted = tuple(name.strip() for name in names.split(","))
    known = tuple(cases)
    assert known, f"no case for {names}"

    def looped(test: Test) -> Test:
        @wraps(test)
        def played(**given: Any) -> None:
            for case in known:
                values = case if len(wanted) > 1 else (case,)
                try:
                    test(**given, **dict(zip(wanted, values, strict=True)))
                except BaseException as error:
                    error.add_note(f"{names} = {case!r}")
                    raise

        whole = inspect.signature(test)
        left = [own for name, own in whole.parameters.items() if name not in wanted]
        assert len(whole.parameters) - len(left) == len(wanted), f"{test.__name__} takes no {names}"
        played.__signature__ = whole.replace(parameters=left)  # type: ignore[attr-defined]
        return played

    return looped
