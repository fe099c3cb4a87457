import Notices

/// More than one tender, but fewer than the bound.
struct FewBids: ContractRule {
    static let id = "few-bids"
    let rule: IndicatorRule
    private let bounds: Timetable<Int>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        bounds = try file.timetable(keys: ["fewer_than"]) { row throws(RuleError) in
            try row.number("fewer_than")
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let traits = NoticeTraits(notice)
        return perAward(of: notice) { award in
            let ruling = rule(AwardTraits(award), traits)
            return result(
                ruling, lot: award.lotKey, block: award.block,
                .tenders(TenderFacts(award, notice.procedure.type, ruling.reason)),
                threshold: .fewerTendersThan(ruling.bound))
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling {
        contract.ofAward { award, _, _ in rule(award, contract.notice) }
    }

    @inline(__always)
    private func rule(_ award: AwardTraits, _ notice: NoticeTraits) -> Ruling {
        let (count, obstacle) = award.count(in: notice.procedure)
        if let obstacle { return obstacle }
        // single-bid says it; a second colour for the same fact would count twice.
        if count == 1 { return .notApplicable(.oneTender) }
        guard let bound = bounds.value(for: notice.key) else { return .notApplicable(.regimeWithoutRule) }
        return .decided(flag: count < bound, bound: bound)
    }
}
