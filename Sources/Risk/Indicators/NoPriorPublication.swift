import Notices

/// Awarded, or about to be, without a call. The grounds are shown and change nothing.
struct NoPriorPublication: Indicator {
    static let id = "no-prior-publication"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        switch (notice.kind, notice.procedure.type) {
        // A VEAT announces an award without a call, whatever procedure it names.
        case (.veat, _), (.awardNotice, .direct): [result(.flag, facts(notice))]
        case (.awardNotice, nil): [result(.missingData, facts(notice, .procedureUnknown))]
        case (.awardNotice, _): [result(.noFlag, facts(notice))]
        default: notApplicable(notice, .kindNotCovered)
        }
    }

    private func facts(_ notice: Notice, _ reason: Reason? = nil) -> Inputs {
        .publication(
            PublicationFacts(
                kind: notice.kind, procedure: notice.procedure.type, grounds: notice.procedure.directGrounds,
                reason: reason))
    }
}

/// What no-prior-publication looks at.
public struct PublicationFacts: Hashable, Sendable, JSONWritable {
    let kind: NoticeKind
    let procedure: ProcedureType?
    let grounds: [String]
    let reason: Reason?

    /// `{"type", "procedure", "grounds", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("type", kind)
            json.field("procedure", procedure)
            json.field("grounds", grounds)
            if let reason { json.field("reason", reason) }
        }
    }
}
