import Notices

/// A contract, not a framework and not a dynamic purchasing system, that ends competition for long.
struct LongContract: Indicator {
    static let id = "long-contract"
    let rule: IndicatorRule
    private let limits: Timetable<Int>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        limits = try file.timetable(keys: ["months"]) { row throws(RuleError) in try row.number("months") }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
        let limit = limits.row(for: notice)?.value
        let own = notice.lots.filter(\.terms.length.isStated)
        // In R2.0.7/8 an annex may give a lot a length of its own; then the notice needs none.
        guard let terms = notice.terms, !own.isEmpty else {
            return perLot(of: notice) { assess($0, $1.length, $2, limit) }
        }
        let tendering = notice.tendering ?? Tendering()
        let ofNotice = terms.length.isStated ? [assess(nil, terms.length, tendering, limit)] : []
        return ofNotice + own.map { assess($0.key, $0.terms.length, tendering, limit) }
    }

    private func assess(
        _ lot: String?, _ length: ContractLength, _ tendering: Tendering, _ limit: Int?
    ) -> IndicatorResult {
        let judgement = judge(length, tendering, limit)
        let facts = LengthFacts(
            isFramework: tendering.framework.isAgreement, length: length, isJustified: nil,
            reason: judgement.reason)
        return result(judgement, lot: lot, .length(facts))
    }

    private func judge(_ length: ContractLength, _ tendering: Tendering, _ limit: Int?) -> Judgement {
        if tendering.framework.isAgreement == true { return .notApplicable(.isFramework) }
        if tendering.isDynamicPurchasing { return .notApplicable(.isDynamicPurchasing) }
        guard let limit else { return .notApplicable(.regimeWithoutRule) }
        guard let extent = length.extent else { return .missing(.lengthNotStated) }
        return .decided(flag: extent.isLonger(thanMonths: limit), .mostMonths(limit, law: nil))
    }
}
