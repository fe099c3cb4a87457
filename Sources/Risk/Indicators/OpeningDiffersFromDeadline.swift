import Notices

/// Tenders opened on another day than the deadline leave time to look into them or to slip one in.
struct OpeningDiffersFromDeadline: ContractRule {
    static let id = "opening-differs-from-deadline"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let traits = NoticeTraits(notice)
        if hasNoField(traits) { return notApplicable(notice, .formHasNoField) }
        return perCall(of: notice) { lot, tendering in
            let ruling = rule(traits.procedure, CallTraits(tendering, in: traits.procedure))
            let facts = OpeningFacts(
                procedure: traits.procedure, deadlineOn: tendering.tendersDueOn,
                opensOn: tendering.opensOn, reason: ruling.reason)
            return result(ruling, lot: lot, .opening(facts))
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling {
        if hasNoField(contract.notice) { return .notApplicable(.formHasNoField) }
        return contract.ofCall { rule(contract.notice.procedure, $0) }
    }

    @inline(__always)
    private func hasNoField(_ notice: NoticeTraits) -> Bool {
        notice.kind == .contractNotice && notice.isSocialOrConcessionForm
    }

    // In two stages the deadline is that for requests, so only the open procedure can be judged.
    @inline(__always)
    private func rule(_ procedure: ProcedureType?, _ call: CallTraits) -> Ruling {
        guard let procedure else { return .missing(.procedureUnknown) }
        guard procedure == .open else { return .notApplicable(.procedureNotCovered) }
        guard let deadline = call.tendersDueOn else { return .missing(.deadlineMissing) }
        guard let opening = call.opensOn else { return .missing(.openingMissing) }
        return .decided(flag: deadline != opening)
    }
}

/// What opening-differs-from-deadline looks at; days, not hours.
public struct OpeningFacts: Hashable, Sendable, JSONWritable {
    let procedure: ProcedureType?
    let deadlineOn: CalendarDay?
    let opensOn: CalendarDay?
    let reason: Reason?

    /// `{"procedure", "deadline_on", "opens_on", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("procedure", procedure)
            json.field("deadline_on", deadlineOn)
            json.field("opens_on", opensOn)
            if let reason { json.field("reason", reason) }
        }
    }
}
