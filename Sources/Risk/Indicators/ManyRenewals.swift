import Notices

/// A contract that may be renewed so often that its value has little to do with the one announced.
struct ManyRenewals: Indicator {
    static let id = "many-renewals"
    let rule: IndicatorRule
    private let limits: Timetable<Int>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        limits = try file.timetable(keys: ["most"]) { row throws(RuleError) in try row.number("most") }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
        if notice.form.isSocialOrConcessionForm { return notApplicable(notice, .formHasNoField) }
        let limit = limits.row(for: notice)?.value
        return perLot(of: notice) { lot, terms, _ in
            let judgement = judge(terms.renewal, limit)
            let facts = RenewalFacts(renewal: terms.renewal, reason: judgement.reason)
            return result(judgement, lot: lot, .renewal(facts))
        }
    }

    private func judge(_ renewal: Renewal, _ limit: Int?) -> Judgement {
        guard let limit else { return .notApplicable(.regimeWithoutRule) }
        let threshold = Threshold.mostRenewals(limit)
        if let most = renewal.most { return .decided(flag: most > limit, threshold) }
        switch renewal.isPossible {
        case true?: return .missing(.renewalsNotCounted)
        case false?: return .decided(flag: false, threshold)
        case nil: return .missing(.notStated)
        }
    }
}

/// What many-renewals looks at.
public struct RenewalFacts: Hashable, Sendable, JSONWritable {
    let renewal: Renewal
    let reason: Reason?

    /// `{"renewable", "renewals", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("renewable", renewal.isPossible ?? renewal.most.map { $0 > 0 })
            json.field("renewals", renewal.most)
            if let reason { json.field("reason", reason) }
        }
    }
}
