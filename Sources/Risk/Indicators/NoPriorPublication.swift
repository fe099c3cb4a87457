import Notices

/// Awarded, or about to be, without a call. The grounds are shown and change nothing.
struct NoPriorPublication: ContractRule {
    static let id = "no-prior-publication"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let ruling = rule(notice.kind, notice.procedure.type)
        if ruling.outcome == .notApplicable { return notApplicable(notice, .kindNotCovered) }
        return [result(ruling, facts(notice, ruling.reason))]
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling { rule(contract.notice.kind, contract.notice.procedure) }

    @inline(__always)
    private func rule(_ kind: NoticeKind, _ procedure: ProcedureType?) -> Ruling {
        switch (kind, procedure) {
        // A VEAT announces an award without a call, whatever procedure it names.
        case (.veat, _), (.awardNotice, .direct): .decided(flag: true)
        case (.awardNotice, nil): .missing(.procedureUnknown)
        case (.awardNotice, _): .decided(flag: false)
        default: .notApplicable(.kindNotCovered)
        }
    }

    private func facts(_ notice: Notice, _ reason: Reason?) -> Inputs {
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
