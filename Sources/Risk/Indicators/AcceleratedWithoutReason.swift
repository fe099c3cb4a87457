import Notices

/// Periods shortened for urgency without a word on what is urgent. Whether the words convince is for people.
struct AcceleratedWithoutReason: Indicator {
    static let id = "accelerated-without-reason"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice || notice.kind == .awardNotice else {
            return notApplicable(notice, .kindNotCovered)
        }
        guard AcceleratedProcedure.hasField(notice.form) else {
            return notApplicable(notice, .formHasNoField)
        }
        let judgement = judge(notice.procedure)
        let facts = AccelerationReasonFacts(
            accelerated: notice.procedure.acceleration,
            isExplained: notice.procedure.isAccelerationExplained, reason: judgement.reason)
        return [result(judgement, .accelerationReason(facts))]
    }

    private func judge(_ procedure: Procedure) -> Judgement {
        switch procedure.acceleration {
        case .yes: .decided(flag: !procedure.isAccelerationExplained)
        case .contradictory: .missing(.contradictory)
        case .no, .notStated: .notApplicable(.notAccelerated)
        }
    }
}

/// What accelerated-without-reason looks at.
public struct AccelerationReasonFacts: Hashable, Sendable, JSONWritable {
    let accelerated: Procedure.Acceleration
    let isExplained: Bool
    let reason: Reason?

    /// `{"accelerated", "explained", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("accelerated", accelerated)
            json.field("explained", isExplained)
            if let reason { json.field("reason", reason) }
        }
    }
}
