"""Categories of a person: applied, to the whole family too, ended, renewed, corrected."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from models.people.categories import change as changing
from models.people.categories.certify import certify, certify_family
from models.store.tables.people import CertificationChangeKind
from tui.actions import Place
from tui.screens.certify_view import CertifyView, Recorded, Typed
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field


class CertifyScreen(CertifyView):
    """A category for those ticked, or for all; ended, renewed, corrected."""

    PLACE: ClassVar[Place] = "certify"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("certify"),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
        Binding("space", "tick", show=False),
        Binding("a", "tick_all", show=False),
        Binding("tab", "next_part", show=False, priority=True),
    ]

    def action_confirm(self) -> None:
        """Record the certification of those ticked and go back; none is proposed."""
        people = self._ticked()
        self._record(lambda typed: self._certify(typed, people))

    def action_family(self) -> None:
        """Record it for every member of the family."""
        self._record(lambda typed: self._certify_several(typed, None))

    def _ticked(self) -> list[int]:
        members = self.household.members
        return [each.person_id for each in members if each.person_id in self.ticked]

    def action_change(self, kind: CertificationChangeKind) -> None:
        """End, renew or correct the chosen category of those ticked; ask for what it needs.

        It ends today unless another day was typed, and is renewed until a day of its own.
        """
        until, paper = self.query_one("#until", Field), self.query_one("#paper", Field)
        is_proposed = until.value == self.proposed[1]
        if self.is_chosen and is_proposed and kind == "renew" and not self.is_until_asked:
            self.is_until_asked = True
            until.value = ""
            until.focus()
            self.refuse("请填新的截止日期，空着是长期，再按 F5；还要写认定文件")
            return
        if self.is_chosen and not paper.value.strip():
            paper.focus()
        people = self._ticked()
        ends_today = kind == "end" and is_proposed
        self._record(lambda typed: self._change(kind, typed, people, ends_today=ends_today))

    def _record(self, act: Callable[[Typed], Recorded]) -> None:
        typed = self.typed()
        if typed is not None:
            self.write("正在登记", lambda: act(typed), self.leave)

    def _certify(self, typed: Typed, people: list[int]) -> Recorded:
        from reports.certification_words import certified_words

        if len(people) > 1:
            return self._certify_several(typed, people)
        done = certify(
            self.desk, people[0], typed.category, typed.starts, typed.until, typed.by, typed.paper
        )
        waits = "，待村或主管部门确认" if done.is_pending else ""
        words = certified_words(done, done="已认定", again="早已认定")
        undo = (done,) if done.is_new else ()
        return Recorded(f"{words}{waits}{self._differences(people)}", undo)

    def _certify_several(self, typed: Typed, members: list[int] | None) -> Recorded:
        from reports.certification_words import family_words

        home = self.household.household_id
        done = certify_family(
            self.desk, home, typed.category, typed.starts, typed.until, typed.by, typed.paper,
            members,
        )  # fmt: skip
        people = [each.person_id for each in done.members]
        undo = tuple(each for each in done.members if each.is_new)
        words = family_words(done, whose="全家" if members is None else "一起")
        return Recorded(f"{words}{self._differences(people)}", undo)

    def _change(
        self, kind: CertificationChangeKind, typed: Typed, people: list[int], *, ends_today: bool
    ) -> Recorded:
        from reports.certification_words import all_changed_words

        grounds = changing.Grounds(typed.paper)
        last_day = None if ends_today else typed.until

        def change(person_id: int) -> changing.Changed:
            whose = (self.desk, person_id, typed.category)
            if kind == "end":
                day = last_day or self.desk.business_date
                return changing.end_certification(*whose, day, grounds)
            if kind == "renew":
                return changing.renew_certification(*whose, typed.until, grounds)
            return changing.correct_certification(
                *whose, typed.starts, typed.until, grounds, has_no_end=typed.until is None
            )

        done = changing.change_together(self.desk, people, change)
        return Recorded(f"{all_changed_words(done)}{self._differences(people)}")

    def _differences(self, people: Sequence[int]) -> str:
        """Return what it changes for those who have paid already."""
        from models.counter.differences import category_differences, sum_of
        from reports.certification_words import difference_words

        words = difference_words(sum_of(category_differences(self.desk, people)))
        return f"；{words}（F12）" if words else ""
