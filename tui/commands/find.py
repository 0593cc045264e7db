"""``find``: look people up by whatever the clerk was told."""

import click

from tui.frame.command_line import Answer, LaobaoCommand, answering
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand,
    help="按姓名、拼音、首字母、村名、证件号、手机号、户编号（或其一部分）、收据号或出生日期查人。",
)
@click.argument("text", metavar="文字")
@click.option("--limit", default=20, type=click.IntRange(1, 500), help="最多列出几人，默认 20")
@answering
@click.pass_obj
def find(session: Session, text: str, limit: int) -> Answer:
    """Print who was found, with household and village."""
    from models.search.find import find_people

    matches = find_people(session.desk, text, limit)
    document = {"text": text, "matches": matches}
    if not matches:
        hint = f"没有找到“{text}”，可试姓名、拼音首字母、证件号后几位、手机号、户编号或村名"
        return document, [hint]
    from reports.rendering.text_table import text_table

    rows = [
        [
            each.name, session.number(each.id_number), session.phone(each.phone), each.village,
            f"{each.household} {each.left}".rstrip(), f"{each.why} {each.found}".rstrip(),
        ]
        for each in matches
    ]  # fmt: skip
    return document, [text_table(["姓名", "证件号码", "手机", "村(社区)", "户编号", "依据"], rows)]
