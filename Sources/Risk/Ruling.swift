/// What a rule decides, of fixed width: neither the facts nor the texts that a result shows beside it.
struct Ruling: Equatable, Sendable {
    let outcome: Outcome
    let reason: Reason?
    /// The number that was compared with, where the facts choose it; else 0.
    let bound: Int

    static func missing(_ reason: Reason) -> Self {
        Self(outcome: .missingData, reason: reason, bound: 0)
    }

    static func notApplicable(_ reason: Reason) -> Self {
        Self(outcome: .notApplicable, reason: reason, bound: 0)
    }

    static func decided(flag: Bool, bound: Int = 0) -> Self {
        Self(outcome: flag ? .flag : .noFlag, reason: nil, bound: bound)
    }
}

extension Indicator {
    /// The threshold is asked for only where it decided.
    func result(
        _ ruling: Ruling, lot: String? = nil, block: Int? = nil, _ inputs: Inputs,
        threshold: @autoclosure () -> Threshold? = nil
    ) -> IndicatorResult {
        result(
            ruling.outcome, lot: lot, block: block, inputs,
            threshold: ruling.outcome.isComputed ? threshold() : nil)
    }
}
