/// What an indicator is, apart from its thresholds.
public struct IndicatorRule: Hashable, Sendable {
    /// What a result is about.
    public enum Level: String, Sendable, CaseIterable {
        case notice, lot, award
    }

    /// Whether the bound is set by law or by experience.
    public enum Basis: String, Sendable, CaseIterable {
        case legal, statistical
    }

    /// Stable key, `single-bid`.
    public let id: String
    /// How strong a sign it is.
    public let colour: Colour
    /// What its results are about.
    public let level: Level
    /// Share in the score; 0 for what is told of a contract and says nothing of its risk.
    public let weight: Double
    /// Where its bound comes from.
    public let basis: Basis
    /// Codes of catalogues that know the same sign: `OCP-R018`, `Red Flags CA02`.
    public let references: [String]
    /// The share of flags among decisions, above which the indicator says more of its bound than of contracts.
    public let mostFlags: Double
    /// The named set of thresholds in force, where the file has several.
    public let ruleSet: String?

    /// Whether it counts in the score and is kept with a contract; the others are told by `inspect` only.
    public var isRisk: Bool { weight > 0 }
}
