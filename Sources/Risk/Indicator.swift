import Notices

/// One rule on one notice, decided from the notice's facts alone: no clock, no database, no other notice.
/// A new indicator is a type in a file of its own, a rule file, and a line in `Indicators.all`.
public protocol Indicator: Sendable {
    /// Stable key, `single-bid`; also the name of the rule file.
    static var id: String { get }
    /// Colour, weight and references, as its rule file gives them.
    var rule: IndicatorRule { get }
    /// Takes its thresholds from the rule file; throws naming file and line.
    init(_ file: RuleFile) throws(RuleError)
    /// At least one result for any notice.
    func assess(_ notice: Notice) -> [IndicatorResult]
}

extension Indicator {
    func result(
        _ outcome: Outcome, lot: String? = nil, block: Int? = nil, _ inputs: Inputs,
        threshold: Threshold? = nil
    ) -> IndicatorResult {
        IndicatorResult(
            indicator: Self.id, colour: rule.colour, lot: lot, block: block, outcome: outcome, inputs: inputs,
            threshold: threshold)
    }

    func result(
        _ judgement: Judgement, lot: String? = nil, block: Int? = nil, _ inputs: Inputs
    ) -> IndicatorResult {
        result(judgement.outcome, lot: lot, block: block, inputs, threshold: judgement.threshold)
    }

    /// The one result for a notice that the rule says nothing about.
    func notApplicable(_ notice: Notice, _ reason: Reason) -> [IndicatorResult] {
        [result(.notApplicable, .form(FormFacts(notice.form, reason)))]
    }

    /// One result for each award block; one without a lot when the notice has none.
    func perAward(of notice: Notice, _ assess: (Award) -> IndicatorResult) -> [IndicatorResult] {
        if let reason = notice.kind.againstAwards(areThere: !notice.awards.isEmpty) {
            return notApplicable(notice, reason)
        }
        return notice.awards.map(assess)
    }

    /// The same with the lot that the award names, where the notice describes it; the lots are looked through once.
    func perAwardOfLot(of notice: Notice, _ assess: (Award, Lot?) -> IndicatorResult) -> [IndicatorResult] {
        let places = Dictionary(
            notice.lots.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        return perAward(of: notice) { award in
            assess(award, award.lotKey.flatMap { places[$0] }.map { notice.lots[$0] })
        }
    }

    /// One result for each lot in eForms, where terms stand in the lot; one for the notice in TED, unless a correction
    /// moved dates of single lots.
    func perCall(
        of notice: Notice, _ assess: (_ lot: String?, Tendering) -> IndicatorResult
    ) -> [IndicatorResult] {
        let calls: [(String?, Tendering)] =
            if let ofNotice = notice.tendering, notice.lots.allSatisfy({ $0.tendering == nil }) {
                [(nil, ofNotice)]
            } else {
                notice.lots.compactMap { lot in (lot.tendering ?? notice.tendering).map { (lot.key, $0) } }
            }
        if let reason = notice.kind.againstCalls(areThere: !calls.isEmpty) {
            return notApplicable(notice, reason)
        }
        return calls.map(assess)
    }

    /// One result for each lot of a call; one for the notice where it describes none.
    func perObject(
        of notice: Notice, _ assess: (Lot?, Tendering) -> IndicatorResult
    ) -> [IndicatorResult] {
        guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
        let ofNotice = notice.tendering ?? Tendering()
        if notice.lots.isEmpty { return [assess(nil, ofNotice)] }
        return notice.lots.map { assess($0, $0.tendering ?? ofNotice) }
    }

    /// One result for each lot; one for the notice in R2.0.7/8, whose forms state the terms once.
    func perLot(
        of notice: Notice, _ assess: (_ lot: String?, Terms, Tendering) -> IndicatorResult
    ) -> [IndicatorResult] {
        let ofNotice = notice.tendering ?? Tendering()
        if let terms = notice.terms { return [assess(nil, terms, ofNotice)] }
        guard !notice.lots.isEmpty else { return notApplicable(notice, .noLots) }
        return notice.lots.map { assess($0.key, $0.terms, $0.tendering ?? ofNotice) }
    }
}

/// The indicators that are built, in the order in which results are given.
enum Indicators {
    /// Every type has a rule file named after its id.
    static let all: [any Indicator.Type] =
        [
            SingleBid.self, FewBids.self, NoPriorPublication.self, AcceleratedProcedure.self,
            ShortSubmissionPeriod.self, FrameworkSingleOperator.self, FrameworkTooLong.self,
            LongContract.self,
            OpeningDiffersFromDeadline.self, FinalValueFarFromEstimate.self, PriceOnly.self,
            NotAwardedWithoutReason.self, ManyRenewals.self, FewCandidates.self, DecisionPeriod.self,
            FrameworkFewOperators.self, AcceleratedWithoutReason.self, RenewalWithoutTerms.self,
            ContractDateMissing.self, SupplierUnidentified.self, AwardValueMissing.self,
            AdvertisementPeriod.self, HighEstimate.self, HighFrameworkValue.self, HighFinalValue.self,
            CartelProneObject.self, AbsentFact<FinancialMinimum>.self, AbsentFact<TechnicalMinimum>.self,
            AbsentFact<ExclusionGrounds>.self, DirectAwardWithoutGrounds.self, CandidatesWithoutCriteria.self,
            CriteriaWithoutWeights.self, FailedOnRiskyGrounds.self, SupplierInListedJurisdiction.self,
            RiskyProcedure.self, CountryDecisionPeriod.self,
        ] + told

    /// Their rule files give the weight 0: they say nothing of risk.
    private static let told: [any Indicator.Type] = [
        AbsentFact<FinancialLevelOpen>.self, AbsentFact<CentralPurchasing>.self,
        AbsentFact<FrameworkUse>.self,
        AbsentFact<ElectronicAuction>.self, AbsentFact<CoveredByGPA>.self, AbsentFact<EnglishAccepted>.self,
        AbsentFact<BuyerName>.self, AbsentFact<BuyerRegion>.self, AbsentFact<Title>.self,
        AbsentFact<ProcedureNamed>.self, AbsentFact<Classification>.self, AbsentFact<Year>.self,
        AbsentFact<Languages>.self, AbsentFact<Place>.self, AbsentFact<Funding>.self,
        AbsentFact<CriteriaNamed>.self, AbsentFact<LengthNamed>.self, AbsentFact<SupplierName>.self,
        AbsentFact<SubcontractingNamed>.self,
    ]
}
