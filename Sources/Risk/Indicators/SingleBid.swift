import Notices

/// One tender only, in an award that followed a call. Opinions differ whether an award without a call counts;
/// here no-prior-publication says that.
struct SingleBid: Indicator {
    static let id = "single-bid"
    let rule: IndicatorRule
    private static let threshold = Threshold.fewerTendersThan(2)

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perAward(of: notice) { award in
            let (outcome, reason) = judge(award, notice.procedure.type)
            return result(
                outcome, lot: award.lotKey, block: award.block,
                .tenders(TenderFacts(award, notice.procedure.type, reason)),
                threshold: outcome.isComputed ? Self.threshold : nil)
        }
    }

    private func judge(_ award: Award, _ procedure: ProcedureType?) -> (Outcome, Reason?) {
        switch TenderFacts.count(award, procedure) {
        case .success(let count): (count == 1 ? .flag : .noFlag, nil)
        case .failure(.notApplicable(let reason)): (.notApplicable, reason)
        case .failure(.missing(let reason)): (.missingData, reason)
        }
    }
}
