"""What a clerk calls the tables that a finding names; JSON and the code keep their own names."""

import re

from models.ledger.accounts import ACCOUNT_TITLES, account_title

TABLE_TITLES: dict[str, str] = dict(
    line.split()
    for line in """
statement_file 对账单
statement_coverage 对账单所含的日子
statement_period 对账单的起止日期
statement_line 对账单明细
statement_detail 对账单补充明细
statement_clearing 对账核销
statement_exception 对账差异
statement_decision 对账处理
statement_rule 对账规则
transfer 到账
repayment 退给个人
public_posting 公示
public_posting_line 公示名单
objection 公示异议
objection_outcome 异议处理
filing 公示报送
bureau_account 待报解账户
bureau_account_end 账户停用
deposit 缴存
deposit_back 缴存撤回
terminal 终端
terminal_end 终端停用
day_close 日结
day_close_pos 日结的终端批次
batch_left_open 未结算的批次
collector 代征人员
correction 更正
refund_application 退费申请
refund_application_step 退费申请进度
payment 收据
payment_line 收据明细
line_override 照常办理
line_share 资助份额
slip 签购单
cash_paper 现金单据
handed_in 合用的单据
journal 分录
refund_request 退费请求
refund_decision 退费复核
receipt_print 旧登记单打印
registration_print 登记单打印
print_outcome 登记单是否打出
voucher_range 领入的票证
voucher_spoiled 作废的票证
in_force 有效缴费
person 人员
search_key 查找索引
household_key 户编号索引
category_list 部门名单
layout_answer 列的意思
certification 认定
certification_change 认定变更
enrolment_list 往年参保名单
enrolled_year 往年参保
family_event 家庭变更
former_number 旧证件号码
contact 催缴联系
duplicate 重复核查
duplicate_decision 重复核查结果
seal 封存
seal_head 链头
row_state 登记状态
last_id 编号
self_paid_file 自行缴费文件
self_paid_row 自行缴费
self_paid_decision 自行缴费处理
self_paid_taking 自行缴费入账
self_paid_rest 自行缴费补收
self_paid_return 自行缴费退回
self_paid_state 税务登记参保
township 乡镇
station 站
round 轮次
round_withdrawal 轮次撤回
kept_notice 存下的通知
operator 操作员
operator_event 操作员登记
approval 同意
approval_use 同意的使用
target 任务数
denominator_part 应参保人数的部分
filled_figure 填入的数字
audit 操作记录
submission 上报
uninsured_list 未参保名单
uninsured_withdrawal 未参保名单撤回
uninsured_row 未参保人员
uninsured_asking 核查表
uninsured_asked 核查的人
uninsured_return 收回的核查表
uninsured_answer 核查答复
village 村
household 户
boundary_change 区划调整
boundary_household 调整的户
remote_village 偏远村
""".strip().splitlines()
)
_NAME = re.compile(r"[a-z][a-z_]+(?![a-z_:])")
_ACCOUNT = re.compile(r"(?:levy|funder):[^\s，；（）]+|\b(?:" + "|".join(ACCOUNT_TITLES) + r")\b")


def in_chinese(detail: str) -> str:
    """Return what a finding says, its tables and accounts by what clerks call them."""
    named = _ACCOUNT.sub(lambda found: account_title(found[0]), detail)
    return _NAME.sub(lambda found: TABLE_TITLES.get(found[0], found[0]), named)
