/// What a rule decides, before the facts are put beside it.
struct Judgement {
    let outcome: Outcome
    let reason: Reason?
    let threshold: Threshold?

    static func missing(_ reason: Reason) -> Self {
        Self(outcome: .missingData, reason: reason, threshold: nil)
    }

    static func notApplicable(_ reason: Reason) -> Self {
        Self(outcome: .notApplicable, reason: reason, threshold: nil)
    }

    static func decided(flag: Bool, _ threshold: Threshold? = nil) -> Self {
        Self(outcome: flag ? .flag : .noFlag, reason: nil, threshold: threshold)
    }
}
