"""Which tables the chain seals: everything that is only ever added to.

A new append-only table joins ``SEALED``, before ``RowState``. Of a sealed table no column may
be renamed or dropped, and a new column may be empty: older rows then keep their seals.
"""

from models.store.tables.bureau import (
    Filing,
    Objection,
    ObjectionOutcome,
    PublicPosting,
    PublicPostingLine,
    Repayment,
    StatementClearing,
    StatementCoverage,
    StatementDecision,
    StatementDetail,
    StatementException,
    StatementFile,
    StatementLine,
    StatementPeriod,
    StatementRule,
    Transfer,
)
from models.store.tables.cash import (
    BatchLeftOpen,
    BureauAccount,
    BureauAccountEnd,
    Collector,
    DayClose,
    DayClosePos,
    Deposit,
    DepositBack,
    Terminal,
    TerminalEnd,
)
from models.store.tables.corrections import (
    Correction,
    RefundApplication,
    RefundApplicationStep,
)
from models.store.tables.declare import Numbered, table_of
from models.store.tables.ledger import (
    CashPaper,
    HandedIn,
    Journal,
    LineOverride,
    LineShare,
    Payment,
    PaymentLine,
    ReceiptPrint,
    RefundDecision,
    RefundRequest,
    RegistrationPrint,
    Slip,
    VoucherRange,
    VoucherSpoiled,
)
from models.store.tables.people import (
    CategoryList,
    CertificationChange,
    Contact,
    Duplicate,
    DuplicateDecision,
    EnrolmentList,
    FamilyEvent,
    FormerNumber,
    LayoutAnswer,
)
from models.store.tables.seals import RowState
from models.store.tables.self_paid import (
    SelfPaidDecision,
    SelfPaidFile,
    SelfPaidRest,
    SelfPaidReturn,
    SelfPaidRow,
    SelfPaidState,
    SelfPaidTaking,
)
from models.store.tables.station import (
    Approval,
    ApprovalUse,
    Audit,
    DenominatorPart,
    FilledFigure,
    Operator,
    OperatorEvent,
    Round,
    RoundWithdrawal,
    Submission,
)
from models.store.tables.uninsured import (
    UninsuredAnswer,
    UninsuredAsked,
    UninsuredAsking,
    UninsuredList,
    UninsuredReturn,
    UninsuredRow,
)
from models.store.tables.villages import BoundaryChange, BoundaryHousehold, RemoteVillage

SEALED: tuple[type[Numbered], ...] = (
    Payment,
    PaymentLine,
    LineShare,
    LineOverride,
    Slip,
    CashPaper,
    Journal,
    RefundRequest,
    RefundDecision,
    Transfer,
    Repayment,
    Round,
    RoundWithdrawal,
    FilledFigure,
    DenominatorPart,
    CategoryList,
    CertificationChange,
    EnrolmentList,
    PublicPosting,
    PublicPostingLine,
    Objection,
    ObjectionOutcome,
    Filing,
    Duplicate,
    DuplicateDecision,
    FamilyEvent,
    FormerNumber,
    BoundaryChange,
    BoundaryHousehold,
    StatementFile,
    StatementCoverage,
    StatementPeriod,
    StatementLine,
    StatementDetail,
    StatementClearing,
    StatementException,
    StatementDecision,
    StatementRule,
    ReceiptPrint,
    SelfPaidFile,
    SelfPaidRow,
    SelfPaidDecision,
    SelfPaidTaking,
    SelfPaidRest,
    SelfPaidReturn,
    SelfPaidState,
    BureauAccount,
    BureauAccountEnd,
    Deposit,
    DepositBack,
    DayClose,
    DayClosePos,
    BatchLeftOpen,
    Terminal,
    TerminalEnd,
    RemoteVillage,
    Submission,
    Collector,
    Contact,
    Operator,
    OperatorEvent,
    Approval,
    ApprovalUse,
    Correction,
    RefundApplication,
    RefundApplicationStep,
    RegistrationPrint,
    VoucherRange,
    VoucherSpoiled,
    LayoutAnswer,
    UninsuredList,
    UninsuredRow,
    UninsuredAsking,
    UninsuredAsked,
    UninsuredReturn,
    UninsuredAnswer,
    HandedIn,
    RowState,
    Audit,
)
"""The order in which the rows of one transaction are sealed; ``Audit`` ends each."""

SEALED_TABLES: tuple[str, ...] = tuple(map(table_of, SEALED))
"""Their names, in the same order."""

SEALED_SINCE: dict[type[Numbered], int] = {Operator: 3}
"""Tables that an older schema had without sealing them: their rows are sealed on the upgrade."""

NOT_SEALED = {
    "in_force": "follows from the lines, and is compared with them",
    "seal": "the chain itself",
    "seal_head": "the end of the chain, compared with it",
    "enrolled_year": "a list's rows, of which the sealed list keeps the digest",
    "last_id": "the numbers given out, which only go on",
}
"""Guarded tables that the chain leaves out, and why."""
