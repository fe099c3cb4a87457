import Notices

/// Fewer days from dispatch to deadline than the law leaves to tenderers. Facts that shorten the minimum and
/// are unknown count for the buyer.
struct ShortSubmissionPeriod: ContractRule {
    static let id = "short-submission-period"
    let rule: IndicatorRule
    private let minimums: Timetable<SubmissionMinimums>
    /// Theirs, by the places of their rows.
    private let bounds: SubmissionMinimums.Table

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        minimums = try file.timetable(keys: ["law"] + SubmissionMinimums.keys, SubmissionMinimums.init)
        bounds = SubmissionMinimums.Table(minimums.values)
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let traits = NoticeTraits(notice)
        let law = minimums.row(for: notice)?.value.law ?? ""
        return perCall(of: notice) { lot, tendering in
            let call = CallTraits(tendering, in: notice.procedure.type)
            let ruling = rule(traits, call)
            let facts = PeriodFacts(notice, tendering, call.days(from: notice.dispatchedOn), ruling.reason)
            return result(ruling, lot: lot, .period(facts), threshold: .minimumDays(ruling.bound, law: law))
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling { contract.ofCall { rule(contract.notice, $0) } }

    @inline(__always)
    private func rule(_ notice: NoticeTraits, _ call: CallTraits) -> Ruling {
        guard let regime = notice.regime, !regime.isSocial, let place = minimums.place(for: notice.key) else {
            return .notApplicable(.regimeWithoutRule)
        }
        guard let bounds = bounds[place, notice.procedure] else {
            return notice.procedure == nil
                ? .missing(.procedureUnknown) : .notApplicable(.procedureNotCovered)
        }
        if notice.isChange { return .missing(.changedNotice) }
        if notice.dispatchedOn == nil { return .missing(.dispatchMissing) }
        guard let days = call.days(from: notice.dispatchedOn) else { return .missing(.deadlineMissing) }
        if days < 0 { return .missing(.deadlineBeforeDispatch) }
        if notice.acceleration == .contradictory, bounds.accelerated != nil {
            return .missing(.contradictory)
        }
        let minimum = bounds.minimum(
            electronic: call.acceptsElectronicSubmission ?? true, priorNotice: call.hasPriorNotice,
            accelerated: notice.acceleration == .yes)
        return .decided(flag: days < minimum, bound: minimum)
    }
}
