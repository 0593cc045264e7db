"""Amounts in Chinese capitals (人民币大写), as receipts and bank papers write them."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def amount_in_words(amount_fen: int) -> str:
    """Return an amount of fen, not negative, in capitals: ``陆佰贰拾伍元整``.

    After whole yuan stands 整; after fen it does not; between yuan and fen without jiao
    stands one 零, as the rules for filling in bank papers have it.
    """
    if amount_fen < 0:
        raise ValueError("an amount in words is not negative")
    yuan, rest = divmod(amount_fen, 100)
    jiao, fen = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"{words or '零元'}整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    return words + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    """Return a whole number in capitals; zeros between digits are one 零."""
    words, is_gap = "", False
    for group in range((len(str(number)) - 1) // 4, -1, -1):
        few = number // 10000**group % 10000
        for place in range(3, -1, -1):
            digit = few // 10**place % 10
            if digit:
                words += ("零" if is_gap and words else "") + _DIGITS[digit] + _PLACES[place]
            is_gap = not digit
        words += _GROUPS[group] if few else ""
    return words
