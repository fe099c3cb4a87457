import Notices

/// Periods shortened for urgency, as the notice itself states in its box; prose beside the box is not read.
struct AcceleratedProcedure: Indicator {
    static let id = "accelerated-procedure"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice || notice.kind == .awardNotice else {
            return notApplicable(notice, .kindNotCovered)
        }
        guard Self.hasField(notice.form) else { return notApplicable(notice, .formHasNoField) }
        let (outcome, reason) = judge(notice.procedure, notice.form.series)
        let facts = AccelerationFacts(
            procedure: notice.procedure.type, accelerated: notice.procedure.acceleration, reason: reason)
        return [result(outcome, .acceleration(facts))]
    }

    static func hasField(_ form: NoticeForm) -> Bool {
        switch form.series {
        case .eforms: form.regime.map { !$0.isSocial && !$0.isConcession } ?? false
        case .r209: form.code == "F02" || form.code == "F03"
        case .r208: true
        }
    }

    private func judge(_ procedure: Procedure, _ series: NoticeForm.Series) -> (Outcome, Reason?) {
        if procedure.acceleration == .yes { return (.flag, nil) }
        guard let type = procedure.type else { return (.missingData, .procedureUnknown) }
        guard [.open, .restricted, .negotiated].contains(type) else {
            return (.notApplicable, .procedureNotCovered)
        }
        switch procedure.acceleration {
        case .contradictory: return (.missingData, .contradictory)
        // A TED form has a box to tick, so empty means no; eForms ask for true or false.
        case .notStated where series == .eforms: return (.missingData, .notStated)
        default: return (.noFlag, nil)
        }
    }
}

/// What accelerated-procedure looks at.
public struct AccelerationFacts: Hashable, Sendable, JSONWritable {
    let procedure: ProcedureType?
    let accelerated: Procedure.Acceleration
    let reason: Reason?

    /// `{"procedure", "accelerated", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("procedure", procedure)
            json.field("accelerated", accelerated)
            if let reason { json.field("reason", reason) }
        }
    }
}
