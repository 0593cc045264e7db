"""Text as it is typed, stored and shown: one normaliser, one check, one fitter, one mask.

Widths are terminal cells: a Chinese character takes two. Nothing here uses ``len``
for a width.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from models.base.errors import BadInput
from models.base.visible import visible

MOST_LETTERS = 200
"""A reason, a paper, a remark: what a person writes into a blank is never longer."""

MOST_OF_A_NAME = 50
"""The longest name of a person, of whatever people, with room to spare."""

_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_PLAIN = re.compile(r"[ -~\u3001-\u3011\u4e00-\u9fff，。；：？！（）－·]*")
_VARIANTS = frozenset({"\ufe0e", "\ufe0f"})
_WIDE = frozenset("，。、；：？！（）【】《》「」")
_IN_NAMES = frozenset("·'’-")
_LONG_NUMBER = re.compile(r"\d{15,}[0-9Xx]*")
_IDENTITY_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]"
    r"(?![0-9A-Za-z])"
)
_RARE = range(0x20000, 0x40000)
"""The planes of rare Chinese characters: Python may be older than the newest of them."""
_MIDDLE_DOTS = dict.fromkeys(map(ord, "·•・‧∙⋅●."), "·")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z\u00c0-\u024f]) (?=[A-Za-z\u00c0-\u024f])")
_NO_NAME = frozenset(
    {"无", "无名", "无名氏", "不详", "未知", "暂无", "没有", "空", "待定", "未取名", "某某"}
)
_MOVED = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5,
    0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F,
    0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip
_ROW_FE = range(0xE815, 0xE865)
"""Where older encodings kept the rare characters of the row FE50 to FEA0 of GBK."""


def squeeze(text: str) -> str:
    """Return typed text with full-width letters and digits made plain and spaces trimmed."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def plain_login(login: str) -> str:
    """Return what an operator is called by the program, in the one form that is compared.

    ``Amy``, ``ＡＭＹ`` and ``amy `` are one person.
    """
    return "".join(squeeze(login).split()).casefold()


def plain_name(name: str) -> str:
    """Return a person's name in its one stored form.

    It has one kind of middle dot, and spaces between Latin words only.
    ``阿依古丽 . 买买提`` and ``阿依古丽•买买提`` are the same name; ``John  Smith`` is two words.
    """
    text = squeeze(name)
    if " " not in text and "\t" not in text and "\n" not in text and "\u3000" not in text:
        return moved_characters("".join(text.split()).translate(_MIDDLE_DOTS))
    words = " ".join(text.split())
    kept = _BETWEEN_WORDS.sub("\0", words).replace(" ", "").replace("\0", " ")
    return moved_characters(kept.translate(_MIDDLE_DOTS))


def moved_characters(text: str) -> str:
    """Return a text with the characters that GB 18030-2022 took out of the private area.

    Older programs keep 䶮 or 𠂇 there; what else stands in it, nobody else can know.
    """
    return text.translate(_moved()) if _PRIVATE.search(text) else text


@cache
def _moved() -> dict[int, str]:
    moved = {private: chr(plain) for private, plain in _MOVED.items()}
    tails = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    for private, tail in zip(_ROW_FE, tails, strict=True):
        character = bytes((0xFE, tail)).decode("gb18030")
        if not "\ue000" <= character <= "\uf8ff":
            moved[private] = character
    return moved


def check_clean(text: str, what: str, most: int = MOST_LETTERS) -> str:
    """Return the text if every character can be shown; raise BadInput naming ``what`` if not.

    Refuses control, format and bidirectional characters, which could hide or forge
    what a screen or a printed list shows, and signs that ask for another drawing of the
    one before, which terminals give different widths. Refuses more than ``most`` characters.
    """
    if len(text) > most:
        raise BadInput(f"{what}有 {len(text)} 个字，最多 {most} 个，请写短")
    if _PLAIN.fullmatch(text):
        return text
    for character in text:
        code = f"U+{ord(character):04X}"
        if unicodedata.category(character) == "Co":
            raise BadInput(
                f"{what}里有本机以外显示不出的自造字（{code}），"
                "请用能打出生僻字的输入法照证件重新打这个字"
            )
        if unicodedata.category(character) in _INVISIBLE or character in _VARIANTS:
            raise BadInput(f"{what}含有不可见字符（{code}），请删去后重试")
    return text


def check_name(name: str, what: str = "姓名") -> str:
    """Return a person's name as ``plain_name``; raise BadInput if it has what no name has.

    A name is letters of any script with their marks, ``·``, hyphens and apostrophes; spaces
    are left out, save between Latin words. An empty name passes: whether one is needed is for
    the caller to say; a word for none (不详) does not.
    """
    plain = check_clean(plain_name(name), what, MOST_OF_A_NAME)
    if plain in _NO_NAME:
        raise BadInput(f"{what}写的是“{plain}”，请照证件填写")
    for character in plain:
        is_fit = _is_letter(character) or character in _IN_NAMES or _is_mark(character)
        if not (is_fit or character == " "):
            raise BadInput(f"{what}“{plain}”里的“{character}”不是文字，请照证件只写文字和“·”")
    if plain and not any(map(_is_letter, plain)):
        raise BadInput(f"{what}“{plain}”里没有文字，请照证件填写")
    return plain


def _is_letter(character: str) -> bool:
    return character.isalpha() or character == "〇" or ord(character) in _RARE


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def width(text: str) -> int:
    """Return how many terminal cells a text takes."""
    cells = 0
    for character in text:
        known = _known_cells(character)
        if known is None:
            from wcwidth import wcswidth  # here, because it is slow to load

            cells = wcswidth(text)
            return cells if cells >= 0 else sum(map(_cells, text))
        cells += known
    return cells


def _cells(character: str) -> int:
    """Return the cells of one character by itself."""
    known = _known_cells(character)
    if known is None:
        from wcwidth import wcwidth

        return max(wcwidth(character), 0)
    return known


def _known_cells(character: str) -> int | None:
    """Return the cells of the characters that most of what is shown consists of."""
    if " " <= character <= "~":
        return 1
    return 2 if "一" <= character <= "龥" or character in _WIDE else None


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """Return text in exactly ``cells`` cells: cut with ``..``, or padded (on the left if right)."""
    short = cut(text, cells)
    padding = " " * (cells - width(short))
    return padding + short if right else short + padding


def cut(text: str, cells: int) -> str:
    """Return text in at most ``cells`` cells; what is cut off shows as ``..``."""
    text = visible(text)
    if width(text) <= cells:
        return text
    mark = ".." if cells >= 4 else ""
    room = max(0, cells - len(mark))
    kept = used = 0
    for character in text:
        used += _cells(character)
        if used > room:
            break
        kept += 1
    # Joined characters take other widths than alone: what is kept is measured once more.
    while width(text[:kept]) > room:
        kept -= 1
    return text[:kept] + mark


def wrap(text: str, cells: int, *, hang: int = 0) -> list[str]:
    """Break text into rows of at most ``cells`` cells; an empty text is one empty row.

    Numbers and Latin words stay whole where a row has room for them, no row begins with a
    closing mark or ends with an opening one, and blanks at a break are dropped. ``hang``
    indents every row but the first by so many cells.
    """
    rows, row, used = [], "", 0
    for unit in _units(visible(text), cells - hang):
        taken = sum(map(_cells, unit))
        if used + taken > cells:
            rows.append(row.rstrip(" "))
            row, used = " " * hang, hang
            if unit.isspace():
                continue
        row += unit
        used += taken
    return [*rows, row]


def _units(text: str, most: int) -> Iterator[str]:
    """Yield what a break may come between; what is wider than ``most``, by characters."""
    for unit in re.findall(
        r" +|[（《【“「]*(?:[!-~]+|.)[，。、；：？！）》】”」]*", text, re.DOTALL
    ):
        if sum(map(_cells, unit)) <= most:
            yield unit
        else:
            yield from unit


def natural_key(text: str) -> tuple[tuple[str | int, ...], str]:
    """Return what orders texts as people count: numbers in them compare as numbers.

    ``9``, ``10``, ``10-2``, ``10-11``. Texts that only differ in leading noughts keep an order.
    """
    parts = re.split(r"(\d+)", text)
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), text


def mask_id(id_number: str) -> str:
    """Return an identity number with the birth date and sequence hidden: ``431103********1234``."""
    if len(id_number) < 8:
        return "*" * len(id_number)
    if len(id_number) < 11:  # a permit, a birth certificate
        return id_number[0] + "*" * (len(id_number) - 4) + id_number[-3:]
    return id_number[:6] + "*" * (len(id_number) - 10) + id_number[-4:]


def mask_numbers(text: str) -> str:
    """Return a text with every identity number in it hidden: a certificate may bear one."""
    return _LONG_NUMBER.sub(lambda match: mask_id(match[0]), text)


def mask_identity_numbers(text: str) -> str:
    """Return a text with what is certainly an identity number hidden, and no other long number."""
    return _IDENTITY_NUMBER.sub(lambda match: mask_id(match[0]), text)


def mask_phone(phone: str) -> str:
    """Return a telephone number with its middle hidden: ``138****1234``."""
    return phone if len(phone) < 8 else phone[:3] + "*" * (len(phone) - 7) + phone[-4:]
