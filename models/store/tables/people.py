"""People and what happens to them: categories, changes in families, calls, duplicates."""

import datetime as dt
from typing import ClassVar, Literal

from models.base.terms import Insurance
from models.store.tables.declare import Numbered, Row

DuplicateKind = Literal["same_number", "insured_elsewhere", "look_alike"]
DuplicateVerdict = Literal["same", "different", "elsewhere", "not_elsewhere"]
Keep = Literal[1, 2]
CertificationChangeKind = Literal["end", "renew", "correct"]


class Person(Numbered, frozen=True, kw_only=True):
    """A member of a household. ``enrolment`` is what the roster says (参保情况)."""

    household_id: int
    position: int
    name: str
    id_number: str
    born: dt.date
    relation: str
    ethnicity: str
    phone: str
    enrolment: str
    note: str
    later_birth: dt.date | None = None
    left_on: dt.date | None = None
    left_reason: str = ""


class SearchKey(Row, frozen=True, kw_only=True):
    """One way to find a person."""

    KEY: ClassVar[tuple[str, ...]] = ("station_id", "key", "person_id")
    station_id: int
    key: str
    person_id: int


class CategoryList(Numbered, frozen=True, kw_only=True):
    """A department's list of the people in a category, as it was applied.

    ``part`` names which part of the category's people it holds, of several lists that come
    for one category; None for what was applied before parts were kept.
    """

    category: str
    department: str
    file: str
    listed_on: dt.date
    rows: int
    people: int
    reason: str
    operator_id: int
    recorded_at: str
    part: str | None = None


class LayoutAnswer(Numbered, frozen=True, kw_only=True):
    """What somebody answered about files of one sender's layout; the newest answer counts.

    ``layout`` names the kind of file and its headings, ``asked`` what in it was asked about.
    """

    layout: str
    asked: str
    answer: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class Certification(Numbered, frozen=True, kw_only=True):
    """A category a person holds, from one day until another, by whom and on what paper.

    ``confirmed_by`` and ``confirmed_on``: who confirmed it, where nobody certified it.
    ``recorded_on``: the business date of its recording; None for what was recorded before it
    was kept. ``part``: in which part of the category's lists the person stands; None before any
    list that kept parts named him.
    """

    person_id: int
    category: str
    certified_from: dt.date | None
    until: dt.date | None
    certified_by: str
    paper: str
    operator_id: int
    recorded_at: str
    list_id: int | None = None
    ended_list_id: int | None = None
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None
    recorded_on: dt.date | None = None
    part: str | None = None


class CertificationChange(Numbered, frozen=True, kw_only=True):
    """What became of one person's category at the counter, on which paper and for what reason.

    ``happened_on`` is the day from which it counts, ``until`` the new last day, if any;
    ``from_before`` and ``until_before`` are the span as it was.
    """

    certification_id: int
    kind: CertificationChangeKind
    happened_on: dt.date
    until: dt.date | None
    paper: str
    reason: str
    operator_id: int
    recorded_at: str
    from_before: dt.date | None = None
    until_before: dt.date | None = None


class EnrolmentList(Numbered, frozen=True, kw_only=True):
    """A list of who was enrolled in earlier years, as it was read; ``digest`` is of its rows."""

    file: str
    document: str
    rows: int
    digest: str
    operator_id: int
    recorded_at: str


class EnrolledYear(Numbered, frozen=True, kw_only=True):
    """Whether a person was enrolled for a year before the ledger begins, as a list says.

    Of one person, insurance and year the latest counts. ``paid_on`` is None where not stated.
    """

    person_id: int
    insurance: Insurance
    levy_year: int
    is_enrolled: bool
    paid_on: dt.date | None
    list_id: int


class FamilyEvent(Numbered, frozen=True, kw_only=True):
    """A change in a family: its day, its reason and its proof, what was and what is."""

    household_id: int
    to_household_id: int | None
    person_id: int | None
    kind: str
    happened_on: dt.date
    reason: str
    proof: str
    before: str
    after: str
    operator_id: int
    recorded_at: str


class FormerNumber(Numbered, frozen=True, kw_only=True):
    """An identity number a person had before it was corrected."""

    person_id: int
    id_number: str
    corrected_on: dt.date
    operator_id: int
    recorded_at: str


class Contact(Numbered, frozen=True, kw_only=True):
    """A call or visit to a family that has not paid (催缴); none is ever overwritten."""

    household_id: int
    business_date: dt.date
    how: str
    result: str
    promised_on: dt.date | None
    note: str
    operator_id: int
    recorded_at: str


class Duplicate(Numbered, frozen=True, kw_only=True):
    """Somebody who may be enrolled twice, for a person to decide."""

    kind: DuplicateKind
    person_id: int
    other_station_id: int | None
    other_person_id: int | None
    other_key: str
    other_name: str
    other_number: str
    other_place: str
    status: str
    source: str
    found_on: dt.date
    operator_id: int
    recorded_at: str


class DuplicateDecision(Numbered, frozen=True, kw_only=True):
    """What a person decided about a duplicate, with reason and proof."""

    duplicate_id: int
    decision: DuplicateVerdict
    kept: Keep | None
    decided_on: dt.date
    reason: str
    proof: str
    operator_id: int
    recorded_at: str
