import Notices

/// A contract that may be renewed so often that its value has little to do with the one announced.
struct ManyRenewals: ContractRule {
    static let id = "many-renewals"
    let rule: IndicatorRule
    private let limits: Timetable<Int>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        limits = try file.timetable(keys: ["most"]) { row throws(RuleError) in try row.number("most") }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let traits = NoticeTraits(notice)
        if let reason = obstacle(traits) { return notApplicable(notice, reason) }
        return perLot(of: notice) { lot, terms, _ in
            let ruling = rule(terms.renewal, traits.key)
            let facts = RenewalFacts(renewal: terms.renewal, reason: ruling.reason)
            return result(ruling, lot: lot, .renewal(facts), threshold: .mostRenewals(ruling.bound))
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling {
        if let reason = obstacle(contract.notice) { return .notApplicable(reason) }
        return contract.ofTerms { terms, _ in rule(terms.renewal, contract.notice.key) }
    }

    @inline(__always)
    private func obstacle(_ notice: NoticeTraits) -> Reason? {
        guard notice.kind == .contractNotice else { return .kindNotCovered }
        return notice.isSocialOrConcessionForm ? .formHasNoField : nil
    }

    @inline(__always)
    private func rule(_ renewal: Renewal, _ key: RuleKey) -> Ruling {
        guard let limit = limits.value(for: key) else { return .notApplicable(.regimeWithoutRule) }
        if let most = renewal.most { return .decided(flag: most > limit, bound: limit) }
        switch renewal.isPossible {
        case true?: return .missing(.renewalsNotCounted)
        case false?: return .decided(flag: false, bound: limit)
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
