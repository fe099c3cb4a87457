import Notices

/// What the rules on single contracts ask of the notice as a whole, of fixed width.
struct NoticeTraits: Sendable {
    let kind: NoticeKind
    let series: NoticeForm.Series
    let isSocialOrConcessionForm: Bool
    let hasUntypedCriteria: Bool
    let key: RuleKey
    let procedure: ProcedureType?
    let acceleration: Procedure.Acceleration
    let dispatchedOn: CalendarDay?
    let isChange: Bool

    init(_ notice: Notice) {
        kind = notice.kind
        series = notice.form.series
        isSocialOrConcessionForm = notice.form.isSocialOrConcessionForm
        hasUntypedCriteria = notice.form.hasUntypedCriteria
        key = RuleKey(notice)
        procedure = notice.procedure.type
        acceleration = notice.procedure.acceleration
        dispatchedOn = notice.dispatchedOn
        isChange = notice.isChange
    }

    var regime: Regime? { key.regime }
}

extension NoticeKind {
    /// Why a rule on award blocks says nothing; nil where it is asked.
    func againstAwards(areThere: Bool) -> Reason? {
        self != .awardNotice ? .kindNotCovered : areThere ? nil : .noAwards
    }

    /// Why a rule on calls says nothing; nil where it is asked.
    func againstCalls(areThere: Bool) -> Reason? {
        self != .contractNotice ? .kindNotCovered : areThere ? nil : .noLots
    }
}
