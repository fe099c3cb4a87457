import Notices

/// Tenders opened on another day than the deadline leave time to look into them or to slip one in.
struct OpeningDiffersFromDeadline: Indicator {
    static let id = "opening-differs-from-deadline"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        if notice.kind == .contractNotice, notice.form.isSocialOrConcessionForm {
            return notApplicable(notice, .formHasNoField)
        }
        return perCall(of: notice) { lot, tendering in
            let judgement = judge(notice.procedure.type, tendering)
            let facts = OpeningFacts(
                procedure: notice.procedure.type, deadlineOn: tendering.tendersDueOn,
                opensOn: tendering.opensOn, reason: judgement.reason)
            return result(judgement, lot: lot, .opening(facts))
        }
    }

    // In two stages the deadline is that for requests, so only the open procedure can be judged.
    private func judge(_ procedure: ProcedureType?, _ tendering: Tendering) -> Judgement {
        guard let procedure else { return .missing(.procedureUnknown) }
        guard procedure == .open else { return .notApplicable(.procedureNotCovered) }
        guard let deadline = tendering.tendersDueOn else { return .missing(.deadlineMissing) }
        guard let opening = tendering.opensOn else { return .missing(.openingMissing) }
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
