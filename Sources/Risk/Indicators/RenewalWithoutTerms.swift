import Notices

/// A contract that may be renewed, and nothing says how often, for how long or when.
struct RenewalWithoutTerms: Indicator {
    static let id = "renewal-without-terms"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
        if notice.form.isSocialOrConcessionForm { return notApplicable(notice, .formHasNoField) }
        return perLot(of: notice) { lot, terms, _ in
            let judgement = judge(terms.renewal)
            let facts = RenewalTermFacts(renewal: terms.renewal, reason: judgement.reason)
            return result(judgement, lot: lot, .renewalTerms(facts))
        }
    }

    private func judge(_ renewal: Renewal) -> Judgement {
        if renewal.isPossible == nil, renewal.most == nil { return .missing(.notStated) }
        if renewal.isPossible == false || renewal.most == 0 { return .notApplicable(.notRenewable) }
        return .decided(flag: renewal.most == nil && !renewal.isDescribed)
    }
}

/// What renewal-without-terms looks at.
public struct RenewalTermFacts: Hashable, Sendable, JSONWritable {
    let renewal: Renewal
    let reason: Reason?

    /// `{"renewable", "renewals", "described", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("renewable", renewal.isPossible ?? renewal.most.map { $0 > 0 })
            json.field("renewals", renewal.most)
            json.field("described", renewal.isDescribed)
            if let reason { json.field("reason", reason) }
        }
    }
}
