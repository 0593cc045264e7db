"""``uninsured``: who is not insured, out to the villages, back, and on to who asked."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.base.errors import BadInput
from tui.commands.listing import Output, as_listing, show_listing
from tui.frame.command_line import FILE, XLSX, Answer, LaobaoGroup, answering
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.people.uninsured.ask import Asking
    from models.people.uninsured.take_back import FileTaken, TakenBack
    from models.people.uninsured.values import Roll

_VILLAGE = click.option("--village", default="", metavar="村", help="只办一个村")
_LABEL = click.option("--label", default="", metavar="比对", help="只办比对的一组，例如 在校")
_REASON = click.option("--reason", default="", metavar="原因", help="未参保的原因，例如 在校")
_PREVIEW = click.option("--preview", "is_preview", is_flag=True, help="只看会怎样，不登记")


@click.group(cls=LaobaoGroup, help="未参保名单：比对、成组认定、下发各村、收回答复、报回来源。")
def uninsured() -> None:
    """Hold the commands below."""


@uninsured.command(
    "list", help="列出名单：按比对分组；写明「只办比对的一组」或「列出人」的，逐人列出。"
)
@_LABEL
@_VILLAGE
@click.option("--people", "is_people", is_flag=True, help="列出人")
@click.option("--open", "is_open", is_flag=True, help="只列还没有原因的人")
@as_listing
@click.pass_obj
def list_them(
    session: Session, label: str, village: str, output: Output, *, is_people: bool, is_open: bool
) -> None:
    """Print the groups, or the people of one."""
    from reports.uninsured.people import groups_listing, people_listing

    if label or village or is_people or is_open:
        show_listing(lambda: people_listing(session.desk, label, village, is_open=is_open), output)
    else:
        show_listing(lambda: groups_listing(session.desk), output)


@uninsured.command(
    "accept",
    help="成组认定：比对的一组人一起，一个原因；或按编号认定一个人（答复矛盾、看不懂的）。",
)
@_LABEL
@_VILLAGE
@click.option("--key", "keys", type=int, multiple=True, metavar="编号", help="名单里的编号")
@_REASON
@click.option("--note", default="", metavar="备注", help="凭什么认定，最多 100 个字")
@answering
@click.pass_obj
def accept(
    session: Session, label: str, village: str, keys: tuple[int, ...], reason: str, note: str
) -> Answer:
    """Give a group or single people a reason."""
    from models.people.uninsured.accept import accept_group, settle_people

    if bool(label) == bool(keys):
        raise BadInput("请写明「只办比对的一组」，或「名单里的编号」，只写一样")
    if keys and not reason:
        raise BadInput("按编号认定要写明「未参保的原因」")
    done = (
        settle_people(session.desk, keys, reason, note)
        if keys
        else accept_group(session.desk, label, village, reason, note)
    )
    return done, [f"已认定 {done.people} 人：{done.reason}"]


@uninsured.command("withdraw", help="撤回导错的名单；上面的人不再问，给它的答复不再算。")
@click.argument("list_id", metavar="名单号", type=int)
@click.option("--reason", default="", metavar="原因", help="撤回的原因")
@answering
@click.pass_obj
def withdraw(session: Session, list_id: int, reason: str) -> Answer:
    """Take a list back that came by mistake."""
    from models.people.uninsured.withdraw import withdraw_list

    gone = withdraw_list(session.desk, list_id, reason)
    document = {"list": gone.id, "sender": gone.sender, "file": gone.file, "rows": gone.rows}
    return document, [f"已撤回名单 {gone.id}：{gone.sender} {gone.file}，{gone.rows} 行"]


@uninsured.command(
    "export", help="下发：还没有原因的人，一个村一份核查表（xlsx），写进一个文件夹。"
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@_VILLAGE
@click.option("--label", "labels", multiple=True, metavar="比对", help="只下发比对的这几组")
@answering
@click.pass_obj
def export(session: Session, folder: Path, village: str, labels: tuple[str, ...]) -> Answer:
    """Write a workbook for each village and remember who was asked."""
    from models.people.uninsured.ask import ask_villages

    session.export(folder)
    with progress_bar("写核查表") as progress:

        def write(roll: "Roll", askings: "Sequence[Asking]") -> list[str]:
            from reports.uninsured.folder import write_village_workbooks

            desk = session.desk
            return write_village_workbooks(
                roll, askings, desk.township, desk.business_date, folder, progress
            )

        askings = ask_villages(session.desk, write, village, labels)
    people = sum(len(each.people) for each in askings)
    lines = [f"已写入 {folder}：{len(askings)} 份，共 {people} 人"]
    lines += [f"  {each.village} {len(each.people)} 人" for each in askings]
    document = [{"village": each.village, "people": len(each.people)} for each in askings]
    return {"folder": str(folder), "people": people, "villages": document}, lines


@uninsured.command("answers", help="收回各村填好的核查表（文件或文件夹）；重复交的不会改变。")
@click.argument("paths", metavar="文件...", type=FILE, nargs=-1, required=True)
@_PREVIEW
@answering
@click.pass_obj
def answers(session: Session, paths: tuple[Path, ...], *, is_preview: bool) -> Answer:
    """Take what came back, and say of every person what became of it."""
    from models.people.uninsured.take_back import take_back
    from seed.uninsured_answers import read_returned, returned_paths

    chosen = returned_paths(paths)
    with progress_bar("读取核查表") as progress:
        files = []
        for done, path in enumerate(chosen):
            progress(done, len(chosen))
            files.append(read_returned(path))
        taken = take_back(session.desk, files, is_rehearsal=is_preview)
    return taken, ["预览，没有登记"] * is_preview + list(_taken_lines(taken))


@uninsured.command(
    "carry",
    help="带入名册：在校、服役、服刑登记参保情况，职工、异地列入重复核查，死亡、迁出列出待办。",
)
@_VILLAGE
@_PREVIEW
@answering
@click.pass_obj
def carry(session: Session, village: str, *, is_preview: bool) -> Answer:
    """Carry the answers that count into the roster."""
    from models.people.uninsured.carry import carry_over

    done = carry_over(session.desk, village, is_rehearsal=is_preview)
    lines = ["预览，没有登记"] * is_preview
    for title, names in (
        ("已登记参保情况", done.statuses),
        ("已列入重复核查，待确认", done.cases),
        ("待办家庭变更（死亡、迁出要写日期和凭证）", done.departures),
        ("待新增到名册", done.arrivals),
    ):
        lines += [f"{title} {len(names)} 人", *(f"  {name}" for name in names)]
    return vars(done), lines


@uninsured.command("report", help="报回：按来源自己的列和次序写出，原因填在留给原因的列里。")
@click.argument("path", metavar="文件", type=XLSX)
@click.option("--list", "list_id", type=int, metavar="编号", help="哪一份名单；默认最后一份")
@click.option("--overwrite", is_flag=True, help="同名文件已存在时覆盖")
@answering
@click.pass_obj
def report(session: Session, path: Path, list_id: int | None, *, overwrite: bool) -> Answer:
    """Write a list as its sender had it, answered."""
    from models.people.uninsured.sent_back import list_to_send_back
    from reports.uninsured.sent_back_workbook import write_sent_back

    desk = session.desk
    sent = list_to_send_back(desk, list_id)
    session.export(path)
    write_sent_back(sent, path, desk.business_date, overwrite=overwrite)
    lines = [
        f"已写入 {path}：{sent.sender} {sent.file}，{len(sent.rows)} 行，“{sent.answer_column}”列"
        f"填了 {sent.answered} 行，还没有原因 {sent.unanswered} 行"
    ]
    if sent.own:
        lines.append(f"  {sent.own} 行这一列来的时候已有内容，没有改动")
    counts = {"answered": sent.answered, "unanswered": sent.unanswered, "own": sent.own}
    return {"file": str(path), "sender": sent.sender, "rows": len(sent.rows), **counts}, lines


def _taken_lines(taken: "TakenBack") -> Iterator[str]:
    for each in taken.files:
        yield from _file_lines(each)
    for title, people in (
        ("答复矛盾，没有采用，请按编号「成组认定」", taken.conflicts),
        ("看不懂的答复，没有采用，请按编号「成组认定」", taken.unclear),
    ):
        if people:
            yield f"{title}：{len(people)} 人"
            yield from (
                f"  {who.key} {who.name}（{who.village}）{'；'.join(who.said)}" for who in people
            )


def _file_lines(each: "FileTaken") -> Iterator[str]:
    if each.is_known:
        yield f"{each.file}：以前收过，没有改变"
        return
    yield (
        f"{each.file}（{each.village}）：答复 {each.answered} 人，和以前一样 {each.unchanged} 人，"
        f"没有答复 {each.unanswered + len(each.deleted)} 人，矛盾 {each.conflicting} 人，"
        f"看不懂 {each.unclear} 人"
    )
    if each.others:
        yield f"  表里还有别村名单上的 {each.others} 人，已按人记下"
    if each.deleted:
        yield f"  行被删去的 {len(each.deleted)} 人，按没有答复算：{'、'.join(each.deleted)}"
    if each.added:
        yield f"  名单以外的 {len(each.added)} 人，待核对：{'、'.join(each.added)}"
    if each.nobody:
        yield f"  没有姓名的行：{'、'.join(f'第 {row} 行' for row in each.nobody)}"
