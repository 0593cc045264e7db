"""How the columns are headed of what goes out to the villages: who writes and who reads agree."""

KEY, NAME, NUMBER, REASON, PHONE, NOTE = (
    "行标识", "姓名", "证件号码", "未参保原因", "新电话", "备注",
)  # fmt: skip
"""What is read when it comes back; the rest is there for the cadre to see."""
