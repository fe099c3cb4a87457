import Notices

/// Fewer days from dispatch to deadline than the law leaves to tenderers. Facts that shorten the minimum and
/// are unknown count for the buyer.
struct ShortSubmissionPeriod: Indicator {
    static let id = "short-submission-period"
    let rule: IndicatorRule
    private let minimums: Timetable<SubmissionMinimums>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        minimums = try file.timetable(keys: ["law"] + SubmissionMinimums.keys, SubmissionMinimums.init)
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perCall(of: notice) { lot, tendering in
            let days = PeriodFacts.days(notice, tendering)
            let judgement = judge(notice, tendering, days)
            let facts = PeriodFacts(notice, tendering, days, judgement.reason)
            return result(judgement.outcome, lot: lot, .period(facts), threshold: judgement.threshold)
        }
    }

    private typealias Judgement = (outcome: Outcome, reason: Reason?, threshold: Threshold?)

    private func judge(_ notice: Notice, _ tendering: Tendering, _ days: Int?) -> Judgement {
        let procedure = notice.procedure
        guard let regime = notice.form.regime, !regime.isSocial, let row = minimums.row(for: notice) else {
            return (.notApplicable, .regimeWithoutRule, nil)
        }
        if procedure.type == nil, !row.value.holdsForAnyProcedure {
            return (.missingData, .procedureUnknown, nil)
        }
        guard let bounds = row.value.bounds(for: procedure.type) else {
            return (.notApplicable, .procedureNotCovered, nil)
        }
        if notice.isChange { return (.missingData, .changedNotice, nil) }
        if notice.dispatchedOn == nil { return (.missingData, .dispatchMissing, nil) }
        guard let days else { return (.missingData, .deadlineMissing, nil) }
        if days < 0 { return (.missingData, .deadlineBeforeDispatch, nil) }
        if procedure.acceleration == .contradictory, bounds.accelerated != nil {
            return (.missingData, .contradictory, nil)
        }
        let minimum = bounds.minimum(
            electronic: tendering.acceptsElectronicSubmission ?? true, priorNotice: tendering.hasPriorNotice,
            accelerated: procedure.acceleration == .yes)
        return (days < minimum ? .flag : .noFlag, nil, .minimumDays(minimum, law: row.value.law))
    }
}
