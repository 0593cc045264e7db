"""What a kind of change is to the counter: whom it is about, what it asks for, what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.levy.family import Household, Member
from models.people.changes.occasion import Changed, Occasion, needs_proof, needs_reason
from models.station.desk import Desk


@dataclass(frozen=True)
class Situation:
    """Where the clerk stands: the family, the member chosen (None if it is empty)."""

    desk: Desk
    household: Household
    member: Member | None

    @property
    def person_id(self) -> int:
        """The member's row; only for kinds that need a member."""
        assert self.member is not None
        return self.member.person_id

    @property
    def home(self) -> int:
        """The family's row."""
        return self.household.household_id

    @property
    def place(self) -> int:
        """Which of the family the member chosen is, from 0."""
        people = [each.person_id for each in self.household.members]
        return people.index(self.person_id) if self.member is not None else 0


Values = Mapping[str, str]


@dataclass(frozen=True)
class Blank:
    """A field to fill in; ``is_needed``: the change is refused without."""

    name: str
    label: str
    hint: str
    is_needed: bool = False

    @property
    def words(self) -> str:
        """The label as it is shown, what is needed marked as in the forms of commands."""
        return f" {'*' if self.is_needed else ' '}{self.label}："


@dataclass(frozen=True)
class ChangeForm:
    """One kind of change; ``kind`` is what models call it.

    ``needs_member``: it is about one member. ``choices`` says what may be filled in, where
    that is a matter of a few words. ``warning`` says whose membership ends and from when, by
    what a rehearsal answered: then it is done only once that was read. Empty where none ends.
    ``usual_reason`` stands there to be typed over, as does what is ``present`` in its own field.
    """

    kind: str
    title: str
    explained: str
    blanks: tuple[Blank, ...]
    act: Callable[[Situation, Values, Occasion], Changed]
    needs_member: bool = True
    choices: Callable[[Situation], str] | None = None
    warning: Callable[[Situation, Values, Changed], str] | None = None
    usual_reason: str = ""
    present: Callable[[Situation], str] | None = None

    @property
    def common(self) -> tuple[Blank, ...]:
        """The fields of every kind; models say which of them this one needs."""
        return (
            Blank("date", "变更日期", "例如 2019-11-14"),
            Blank("reason", "原因", "例如 病故、入学、户口登记有误", needs_reason(self.kind)),
            Blank("proof", "凭证", "例如 居住证 430000123456", needs_proof(self.kind)),
        )
