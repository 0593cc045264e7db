"""A sixth notice as a TOML file works without new code; a wrong one is told in one line."""

from pathlib import Path

import pytest

from models.base.errors import BadInput
from seed.notice_file import load_notice, notice_ids, parse_notice, read_notice
from tests.cases import for_each
from tests.levy.asking import ALL_NOTICES, MADE_UP, day, made_up, quote, refusal, shares

SOUND = MADE_UP.replace("STANDARD", "personal_yuan = 300")
PENSION = """
[insurances.pension]
levy_year = 2022
clause = "六"
window = { opens = 2021-09-01, closes = 2021-12-31, clause = "四" }
eligibility = { min_age = 16, max_age = 59, clause = "六(一)" }
tiers = { amounts_yuan = [100, "250.50"], clause = "六(二)" }
"""


def fault(text: str) -> str:
    """Return the one line with which a notice is refused; it names the file."""
    with pytest.raises(BadInput) as bad:
        parse_notice(text, "nowhere.toml")
    assert "\n" not in bad.value.message
    assert bad.value.message.startswith("nowhere.toml：")
    return bad.value.message


def test_a_sixth_notice_is_only_data() -> None:
    fisher = quote(made_up(), on="2021-09-01", categories=["渔户"])
    assert (fisher.levy_year, fisher.due_now_fen, fisher.category) == (2022, 210_00, "渔民")
    assert shares(fisher) == [("渔业局", 90_00, "remitted")]
    boatman = quote(made_up(), on="2021-12-31", categories=["船工"])
    assert (boatman.due_now_fen, boatman.reimbursed_fen) == (200_00, 150_00)
    assert shares(boatman) == [("交通局", 100_00, "waived"), ("财政", 150_00, "reimbursed")]
    late = quote(made_up(), on="2022-01-01")
    assert (late.due_now_fen, late.benefit_from) == (800_00, day("2022-03-02"))
    assert "五" in late.clauses


def test_its_pension_too() -> None:
    notice = parse_notice(SOUND + PENSION, "nowhere.toml")
    answer = quote(notice, "pension", on="2021-10-01", tier=250_50)
    assert answer.due_now_fen == 250_50
    assert refusal(quote(notice, "pension", on="2021-10-01", born="1960-01-01")) == "too_old"


def test_the_notices_that_come_with_the_program() -> None:
    assert set(notice_ids()) == set(ALL_NOTICES)
    for each in ALL_NOTICES:
        assert load_notice(each).id == each
    with pytest.raises(BadInput, match=r"nowhere.*lengshuitan-2019"):
        load_notice("nowhere")


def test_a_notice_is_read_from_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.toml"
    path.write_text(SOUND, encoding="utf-8")
    assert read_notice(path) == parse_notice(SOUND, "other.toml")
    with pytest.raises(BadInput, match=r"missing\.toml"):
        read_notice(tmp_path / "missing.toml")
    path.write_bytes(SOUND.encode("gb18030"))
    with pytest.raises(BadInput, match=r"nowhere\.toml.*UTF-8"):
        read_notice(path)


@for_each(
    "text",
    [
        "f84993bf3786e10bc4b3d3de3b07aa00d67db4d4e74f93a942c19d89f3e50953",
        "root:*:20228:0:99999:7:::",
        "hunter",
        "ssh-ed25519 AAAAC3Nza= clerk",
        "machine example password s3cret",
    ],
)
def test_what_is_no_notice_is_never_quoted(text: str) -> None:
    """The file may be the station's key: an answer that shows a line of it gives it away."""
    said = fault(text).partition("：")[2]
    assert said == "第 1 行：不是正确的 TOML 写法"


def test_only_files_of_a_notice_s_size_are_read(tmp_path: Path) -> None:
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (2 << 20))
    for path in (tmp_path, large):
        with pytest.raises(BadInput, match=r"不是(文件|通知文件)"):
            read_notice(path)


@for_each("right, wrong, key", [
        ("wait_days = 60", "wait_days = 60, holidays = 3", "insurances.medical.late"),
        ("wait_days = 60", "wait_days = 60, holidays = 3", "holidays"),
        ('id = "nowhere-2022"', 'id = "nowhere-2022"\ncolour = "red"', "colour"),
        ("wait_days = 60, ", "", "wait_days"),
        ('title = "无名县征缴通知"\n', "", "title"),
        ('title = "无名县征缴通知"', "title = 7", "title"),
        ("wait_days = 60", 'wait_days = "60"', "insurances.medical.late.wait_days"),
        ("levy_year = 2022", "levy_year = 2022.5", "insurances.medical.levy_year"),
        ("levy_year = 2022", "levy_year = true", "insurances.medical.levy_year"),
        ("issued = 2021-08-20", 'issued = "August"', "issued"),
        ("issued = 2021-08-20", "issued = 2021-02-30", "issued"),
        ("closes = 2021-12-31", "closes = 2021-11-31", "window"),
        ("closes = 2021-12-31", "closes = 2021-08-31", "insurances.medical.window.closes"),
        ("personal_yuan = 300", "personal_yuan = 300.5", "medical.standard.personal_yuan"),
        ("personal_yuan = 300", "personal_yuan = -300", "medical.standard.personal_yuan"),
        ("personal_yuan = 300", "personal_yuan = true", "medical.standard.personal_yuan"),
        ("personal_yuan = 300", 'personal_yuan = "3oo"', "medical.standard.personal_yuan"),
        ("personal_yuan = 300", "personal_fen = 30000", "insurances.medical.standard.personal_fen"),
        ("amount_yuan = 100", "amount_fen = 10000", "insurances.medical.subsidies[1].shares[0]"),
        ('rate = "30%"', "rate = 0.3", "insurances.medical.subsidies[0].shares[0].rate"),
        ('rate = "30%"', 'rate = "130%"', "insurances.medical.subsidies[0].shares[0].rate"),
        ('rate = "30%"', 'part = "some"', "insurances.medical.subsidies[0].shares[0].part"),
        ('settlement = "remitted"', 'settlement = "gift"', "subsidies[0].shares[0].settlement"),
        ("[insurances.medical]", "[insurances.housing]", "insurances.housing"),
        ('clause = "三(一)"', 'clause = ""', "insurances.medical.subsidies[0].clause"),
        ('clause = "三(一)"', 'clause = "  "', "insurances.medical.subsidies[0].clause"),
        ('clause = "三(一)"\n', "", "insurances.medical.subsidies[0]"),
        ('wait_days = 60, clause = "五"', "wait_days = 60", "insurances.medical.late"),
        ('aliases = ["渔户"]\nclause = "三"', 'aliases = ["渔户"]\nclause = ""', "categories[0]"),
        ('aliases = ["渔户"]', 'aliases = ["船工"]', "categories"),
        ('aliases = ["渔户"]', 'aliases = "渔户"', "categories[0].aliases"),
        ('category = "船工"', 'category = "渔民"', "insurances.medical.subsidies"),
        ('category = "船工"', 'category = "樵夫"', "insurances.medical.subsidies[1]"),
    ])  # fmt: skip
def test_a_fault_is_one_line_naming_file_and_key(right: str, wrong: str, key: str) -> None:
    assert right in SOUND
    assert key in fault(SOUND.replace(right, wrong, 1))


@for_each(
    "text, key",
    [
        ("", "id"),
        (SOUND.split("[insurances.medical]")[0], "insurances"),
        ("insurances = 3\n" + SOUND.split("[insurances.medical]")[0], "insurances"),
        ("categories = 3\n" + SOUND.split("[[categories]]")[0], "categories"),
        (SOUND.split("[insurances.medical]")[0] + "[insurances]\nmedical = 3\n", "medical"),
        (SOUND + 'id = "twice', "id"),
        (SOUND + "\n[insurances.medical]\n", "insurances.medical"),
        (SOUND + "\nclause", f"第 {SOUND.count(chr(10)) + 2} 行"),
        ("[" * 5000, "TOML"),
        ("a = " + "[" * 5000 + "]" * 5000, "层数"),
    ],
)
def test_a_file_that_is_not_a_notice_at_all(text: str, key: str) -> None:
    assert key in fault(text)


@for_each(
    "right, wrong",
    [
        ("personal_yuan = 300", 'personal_yuan = "3\\n00"'),
        ("levy_year = 2022", 'levy_year = 2022\n"two\\nlines" = 1'),
        ("[insurances.medical]\n", '[insurances."two\\nlines"]\n[insurances.medical]\n'),
        ('category = "船工"', 'category = "two\\nlines"'),
    ],
)
def test_a_fault_is_one_line_whatever_the_file_says(right: str, wrong: str) -> None:
    assert right in SOUND
    fault(SOUND.replace(right, wrong, 1))


def test_a_sound_file_has_no_fault() -> None:
    assert parse_notice(SOUND, "nowhere.toml").id == "nowhere-2022"


def test_a_category_in_a_narrow_column_goes_by_its_shortest_name() -> None:
    notice = load_notice("lengshuitan-2019")
    assert notice.short_category("建档立卡贫困人口") == "建档立卡"
    assert notice.short_category("低保") == "低保"
    assert notice.short_category("外星人") == "外星人"


def test_an_upper_age_alone_and_an_age_twice() -> None:
    """No lower bound: the notice is silent of the young; the age rule is explained once."""
    notice = parse_notice((SOUND + PENSION).replace("min_age = 16, ", ""), "x.toml")
    young = quote(notice, "pension", on="2021-10-01", born="2021-09-01", tier=100_00)
    assert refusal(young) == "too_young" and 8 in young.interpretations
    old = quote(notice, "pension", on="2021-10-01", born="1961-10-01", tier=100_00)
    assert refusal(old) == "too_old" and "六(一)" in old.clauses and 8 not in old.interpretations
    by_age = (
        '\n[[insurances.pension.subsidies]]\ncategory = "渔民"\nclause = "九"\nfrom_age = 50\n'
        'shares = [{ funder = "渔业局", settlement = "waived", amount_yuan = 30 }]\n'
    )
    answer = quote(
        parse_notice(SOUND + PENSION + by_age, "x.toml"),
        "pension", on="2021-10-01", born="1965-01-01", tier=100_00,
    )  # fmt: skip
    assert (answer.category, answer.due_now_fen) == ("渔民", 70_00)
    assert sum("本程序解释 2" in line for line in answer.explanation) == 1
