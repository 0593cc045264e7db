"""What the station knows of people changes: their categories, and their families."""

from tests.tui import keys
from tests.tui.clerk_day.played import Played, played
from tests.tui.clerk_day.prepared import six_of_a_family
from tests.tui.families import number

_CHOOSING = ("", "按数字选类别")
_CHANGES = ("", "家庭变更")

TASKS: dict[str, Played] = {
    "登记一个人的类别": played(
        ("zgq", "曾国强"), _CHOOSING, ("", ""), ("", "已认定：曾国强 低保")
    ),
    "撤回刚登记的类别": played(
        ("", "已撤回：曾国强 低保"), before=(("zgq" + keys.F4 + "2" + keys.F2, "已认定"),)
    ),
    "五个人一起登记类别": played(
        ("ydh", "户主 阳大户"), _CHOOSING, ("", ""), ("", ""), ("", "[x] 阳一"),
        ("", "[x] 阳二"), ("", "[x] 阳三"), ("", "[x] 阳四"), ("", "一起登记：低保 5 人"),
        prepare=six_of_a_family,
    ),
    "全家登记类别": played(("zgq", "曾国强"), _CHOOSING, ("", ""), ("", "全家登记：低保 4 人")),
    "终止一个人的类别": played(
        ("jfj", "户主 解放军"), _CHOOSING, ("", "已认定"), ("", "认定文件"),
        ("minzhenghan1", "minzhenghan1"), ("", "已终止：解放军 低保"),
    ),
    "续期一个人的类别": played(
        ("ydh", "户主 阳大户"), _CHOOSING, ("", "已到期"), ("", "新的截止日期"),
        ("2020-12-31", "2020-12-31"), ("", "认定文件"), ("minzhenghan1", "minzhenghan1"),
        ("", "已续期：阳大户 贫困残疾人"), prepare=six_of_a_family,
    ),
    "改手机号码": played(
        ("zgq", "曾国强"), _CHANGES, ("", "现在的号码：142****0011"),
        ("13800001234", "13800001234"), ("", "手机号码改为 138****1234：曾国强"),
    ),
    "记一句家庭备注": played(
        ("zgq", "曾国强"), _CHANGES, ("", "家庭备注："), ("lianxinver", "lianxinver"),
        ("", "备注：lianxinver"),
    ),
    "更正姓名": played(
        ("jfj", "户主 解放军"), _CHANGES, ("", "登记有误"), ("解放均", "解放均"),
        ("", "姓名已更正：解放军 改为 解放均"),
    ),
    "改与户主关系": played(
        ("dxm", "单雪梅"), _CHANGES, ("", "现在的关系：配偶"), ("妻", "妻"),
        ("", "与户主关系改为妻：单雪梅"),
    ),
    "新生儿登记": played(
        ("zgq", "曾国强"), _CHANGES, ("", "新生儿加入这一户"), (number("2019-11-01", 51), ""),
        ("", ""), ("曾小小", "曾小小"), ("", "已办理出生登记：曾小小"),
    ),
    "登记死亡": played(
        ("qgh", "区桂花"), _CHANGES, ("", "自当日起不再是成员"), ("", "确认请再按 F2"),
        ("", "已办理死亡：区桂花"),
    ),
    "婚入，从本站另一户转来": played(
        ("zgq", "曾国强"), _CHANGES, ("", "婚入：加入这一户"), (number("1990-01-01", 42), ""),
        ("", "确认请再按 F2"), ("", "已办理婚入：热依汗古丽·阿不都热合曼"),
    ),
    "分户": played(
        ("dxm", "单雪梅"), _CHANGES, ("", "分户：此人另立一户"), ("010009", "010009"),
        ("", ""), ("", ""), ("分家", "分家"), ("", "确认请再按 F2"),
        ("", "已分户：单雪梅 分到 青山村 010009 户"),
    ),
    "登记在别处参保": played(
        ("jfj", "户主 解放军"), _CHANGES, ("", "情况开始："), ("职工医保", "职工医保"),
        ("", ""), ("", ""), ("单位参保", "单位参保"),
        ("", "已登记：解放军 自 2019-11-14 起为“职工医保”"),
    ),
}  # fmt: skip
