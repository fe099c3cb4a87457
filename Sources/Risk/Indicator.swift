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

    /// The one result for a notice that the rule says nothing about.
    func notApplicable(_ notice: Notice, _ reason: Reason) -> [IndicatorResult] {
        [result(.notApplicable, .form(FormFacts(notice.form, reason)))]
    }

    /// One result for each award block; one without a lot when the notice has none.
    func perAward(of notice: Notice, _ assess: (Award) -> IndicatorResult) -> [IndicatorResult] {
        guard notice.kind == .awardNotice else { return notApplicable(notice, .kindNotCovered) }
        return notice.awards.isEmpty ? notApplicable(notice, .noAwards) : notice.awards.map(assess)
    }

    /// One result for each lot in eForms, where terms stand in the lot; one for the notice in TED.
    func perCall(
        of notice: Notice, _ assess: (_ lot: String?, Tendering) -> IndicatorResult
    ) -> [IndicatorResult] {
        guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
        if let tendering = notice.tendering { return [assess(nil, tendering)] }
        let calls = notice.lots.compactMap { lot in lot.tendering.map { (lot.key, $0) } }
        return calls.isEmpty ? notApplicable(notice, .noLots) : calls.map(assess)
    }
}

/// The indicators that are built, in the order in which results are given.
enum Indicators {
    /// Every type has a rule file named after its id.
    static let all: [any Indicator.Type] = [
        SingleBid.self, FewBids.self, NoPriorPublication.self, AcceleratedProcedure.self,
        ShortSubmissionPeriod.self, FrameworkSingleOperator.self,
    ]
}
