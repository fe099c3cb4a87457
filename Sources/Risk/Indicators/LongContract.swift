import Notices

/// A contract, not a framework and not a dynamic purchasing system, that ends competition for long.
struct LongContract: ContractRule {
    static let id = "long-contract"
    let rule: IndicatorRule
    private let limits: Timetable<Int>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        limits = try file.timetable(keys: ["months"]) { row throws(RuleError) in try row.number("months") }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
        let key = RuleKey(notice)
        let own = notice.lots.filter(\.terms.length.isStated)
        // In R2.0.7/8 an annex may give a lot a length of its own; then the notice needs none.
        guard let terms = notice.terms, !own.isEmpty else {
            return perLot(of: notice) { assess($0, $1.length, $2, key) }
        }
        let tendering = notice.tendering ?? Tendering()
        let ofNotice = terms.length.isStated ? [assess(nil, terms.length, tendering, key)] : []
        return ofNotice + own.map { assess($0.key, $0.terms.length, tendering, key) }
    }

    private func assess(
        _ lot: String?, _ length: ContractLength, _ tendering: Tendering, _ key: RuleKey
    ) -> IndicatorResult {
        let isFramework = tendering.framework.isAgreement
        let ruling = rule(length.extent, isFramework, tendering.isDynamicPurchasing, key)
        let facts = LengthFacts(
            isFramework: isFramework, length: length, isJustified: nil, reason: ruling.reason)
        return result(ruling, lot: lot, .length(facts), threshold: .mostMonths(ruling.bound, law: nil))
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling {
        guard contract.notice.kind == .contractNotice else { return .notApplicable(.kindNotCovered) }
        return contract.ofTerms { terms, call in
            rule(terms.extent, call.isFramework, call.isDynamicPurchasing, contract.notice.key)
        }
    }

    @inline(__always)
    private func rule(
        _ extent: ContractLength.Extent?, _ isFramework: Bool?, _ isDynamicPurchasing: Bool, _ key: RuleKey
    ) -> Ruling {
        if isFramework == true { return .notApplicable(.isFramework) }
        if isDynamicPurchasing { return .notApplicable(.isDynamicPurchasing) }
        guard let limit = limits.value(for: key) else { return .notApplicable(.regimeWithoutRule) }
        guard let extent else { return .missing(.lengthNotStated) }
        return .decided(flag: extent.isLonger(thanMonths: limit), bound: limit)
    }
}
