import Notices

/// More than one tender, but fewer than the bound.
struct FewBids: Indicator {
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
        let bound = bounds.row(for: notice)
        return perAward(of: notice) { award in
            let (outcome, reason) = judge(award, notice.procedure.type, bound?.value)
            return result(
                outcome, lot: award.lotKey, block: award.block,
                .tenders(TenderFacts(award, notice.procedure.type, reason)),
                threshold: outcome.isComputed ? bound.map { .fewerTendersThan($0.value) } : nil)
        }
    }

    private func judge(_ award: Award, _ procedure: ProcedureType?, _ bound: Int?) -> (Outcome, Reason?) {
        switch TenderFacts.count(award, procedure) {
        // single-bid says it; a second colour for the same fact would count twice.
        case .success(1): return (.notApplicable, .oneTender)
        case .success(let count):
            guard let bound else { return (.notApplicable, .regimeWithoutRule) }
            return (count < bound ? .flag : .noFlag, nil)
        case .failure(.notApplicable(let reason)): return (.notApplicable, reason)
        case .failure(.missing(let reason)): return (.missingData, reason)
        }
    }
}
