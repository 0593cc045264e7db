"""Nothing that a person typed, or a file holds, acts on the terminal that shows it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.base.text import cut, fit, width, wrap
from models.base.visible import visible

HOSTILE = [
    "\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\u202eabc", "\u2066x\u2069", "\u200b", "\ufeff",
    "\x00", "\x7f", "\u2028", "\udce9", "a\rb", "\x08\x08",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=5)), max_size=6).map("".join)


def acts(text: str) -> bool:
    """Whether a text has what a terminal would act upon, or not show."""
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return any(unicodedata.category(each) in hidden for each in text if each != "\n")


@given(texts)
def test_nothing_shown_acts_on_a_terminal(text: str) -> None:
    assert not acts(visible(text)) and not acts(BadInput(text).message)
    assert "\n" not in BadInput(text).message
    visible(text).encode()
    for shown in (fit(text, 20), cut(text, 20), *wrap(text, 20)):
        assert not acts(shown.replace("\n", ""))


@given(texts)
def test_a_text_that_is_fitted_has_its_width(text: str) -> None:
    assert width(fit(text.replace("\n", ""), 20)) == 20


@given(st.text(alphabet="王敏 abc，。１２·\u3000堃𬱖", max_size=20))
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert visible(text) == text
