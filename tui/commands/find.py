"""``find``: look people up by whatever the clerk was told."""

import click

from models.base.text import mask_id, mask_phone
from tui.frame.command_line import LaobaoCommand, as_json, print_json, print_lines
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand, help="按姓名、拼音、首字母、证件号、手机号或户编号（或其一部分）查人。"
)
@click.argument("text", metavar="文字")
@click.option("--limit", default=20, type=click.IntRange(1, 500), help="最多列出几人，默认 20")
@as_json
@click.pass_obj
def find(session: Session, text: str, limit: int, is_json: bool) -> None:
    """Print who was found, with household and village."""
    from models.search.find import find_people

    matches = find_people(session.desk, text, limit)
    if is_json:
        print_json({"text": text, "matches": matches})
        return
    if not matches:
        print_lines([f"没有找到“{text}”，可试姓名、拼音首字母、证件号后几位、手机号或户编号"])
        return
    from reports.rendering.text_table import text_table

    rows = [
        [
            each.name, mask_id(each.id_number), mask_phone(each.phone), each.village,
            f"{each.household} {each.left}".rstrip(),
        ]
        for each in matches
    ]  # fmt: skip
    print_lines([text_table(["姓名", "证件号码", "手机", "村(社区)", "户编号"], rows)])
