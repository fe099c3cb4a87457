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
/// computed results. Not applicable results count nowhere, missing data lowers only the coverage.
public func score(_ results: [IndicatorResult], weights: [String: Double]) -> Score {
    var flagged = 0.0
    var computed = 0.0
    var applicable = 0.0
    for (id, results) in Dictionary(grouping: results, by: \.indicator) {
        let weight = weights[id] ?? 1
        let asked = results.filter { $0.outcome != .notApplicable }
        guard !asked.isEmpty else { continue }
        applicable += weight
        let decided = asked.filter(\.outcome.isComputed)
        guard !decided.isEmpty else { continue }
        computed += weight
        flagged += weight * Double(decided.count { $0.outcome == .flag }) / Double(decided.count)
    }
    return Score(
        computed > 0 ? 100 * flagged / computed : nil, applicable > 0 ? computed / applicable : 0)
}
