/// How risky, and from how much of what one would want to know.
public struct Score: Hashable, Sendable {
    /// 0 to 100: the weighted share of flags among what could be computed; nil when nothing could be.
    public let value: Double?
    /// 0 to 1: computed weight over applicable weight; 0 when nothing applies.
    public let coverage: Double

    /// A score that was computed or kept elsewhere.
    public init(_ value: Double?, _ coverage: Double) {
        self.value = value
        self.coverage = coverage
    }
}

/// The score of one contract or notice from its results and the weight of each indicator (1 when not named).
///
/// An indicator counts once however many blocks it was asked about: its value is the share of flags among its
/// computed results. Not applicable results count nowhere, missing data lowers only the coverage. The results of
/// one indicator must stand together, as the rules give them.
public func score(_ results: [IndicatorResult], weights: [String: Double]) -> Score {
    var tally = Tally()
    var start = 0
    // Results of one indicator stand together, so that nothing need be sorted by its name.
    while start < results.count {
        let id = results[start].indicator
        var (asked, decided, flags) = (0, 0, 0)
        var end = start
        while end < results.count, results[end].indicator == id {
            let outcome = results[end].outcome
            if outcome != .notApplicable { asked += 1 }
            if outcome.isComputed { decided += 1 }
            if outcome == .flag { flags += 1 }
            end += 1
        }
        start = end
        tally.add(asked: asked, decided: decided, flags: flags, weight: weights[id] ?? 1)
    }
    return tally.score
}

/// The sums of a score, one indicator after the other.
struct Tally {
    private var flagged = 0.0
    private var computed = 0.0
    private var applicable = 0.0
    /// How many results are flags.
    private(set) var flags = 0

    /// What an indicator was asked about: how many results apply, how many of them decide, how many of those flag.
    mutating func add(asked: Int, decided: Int, flags: Int, weight: Double) {
        guard asked > 0 else { return }
        self.flags += flags
        applicable += weight
        guard decided > 0 else { return }
        computed += weight
        flagged += weight * Double(flags) / Double(decided)
    }

    /// The same for an indicator with one result.
    mutating func add(_ outcome: Outcome, weight: Double) {
        switch outcome {
        case .flag: add(asked: 1, decided: 1, flags: 1, weight: weight)
        case .noFlag: add(asked: 1, decided: 1, flags: 0, weight: weight)
        case .missingData: add(asked: 1, decided: 0, flags: 0, weight: weight)
        case .notApplicable: break
        }
    }

    var score: Score {
        Score(computed > 0 ? 100 * flagged / computed : nil, applicable > 0 ? computed / applicable : 0)
    }
}
