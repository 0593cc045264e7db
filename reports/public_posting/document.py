"""Postings as plain documents, for ``--json``. Identity numbers are masked, amounts in fen."""

import datetime as dt
from typing import Any

from models.base.text import mask_id
from models.bureau.public_posting.postings import PostedList, Posting, RaisedObjection


def posting_document(posting: Posting, day: dt.date) -> dict[str, Any]:
    """Return one posting without its people; ``state`` is that of a day."""
    return {
        "posting": posting.posting_id,
        "village": posting.village,
        "category": posting.category,
        "insurance": posting.insurance,
        "levy_year": posting.levy_year,
        "posted_on": posting.posted_on,
        "until": posting.until,
        "place": posting.place,
        "state": posting.state_on(day),
        "people": posting.people,
        "amount_fen": posting.amount_fen,
        "open_objections": posting.open_objections,
        "upheld_objections": posting.upheld_objections,
    }


def posted_list_document(listed: PostedList, day: dt.date) -> dict[str, Any]:
    """Return one posting with its people and objections."""
    return {
        **posting_document(listed.posting, day),
        "lines": [
            {
                "name": each.name,
                "masked_number": mask_id(each.id_number),
                "category": listed.posting.category,
                "amount_fen": each.amount_fen,
            }
            for each in listed.lines
        ],
        "objections": [objection_document(each) for each in listed.objections],
    }


def objection_document(objection: RaisedObjection) -> dict[str, Any]:
    """Return one objection; ``is_upheld`` is null while it is not resolved."""
    return {
        "objection": objection.objection_id,
        "posting": objection.posting_id,
        "name": objection.name,
        "raised_on": objection.raised_on,
        "raised_by": objection.raised_by,
        "content": objection.content,
        "resolved_on": objection.resolved_on,
        "is_upheld": objection.is_upheld,
        "reason": objection.reason,
    }
