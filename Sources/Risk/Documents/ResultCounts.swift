/// How often each indicator found what, over many notices.
public struct ResultCounts: Sendable {
    private let rules: [IndicatorRule]
    /// By the place of the indicator in `rules`, in the order of the outcomes.
    private var counts: [[Int]]
    private let places: [String: Int]
    private var notices = 0
    /// Files that were refused.
    public var refused = 0

    /// Nothing counted yet.
    public init(_ rules: IndicatorRules) {
        self.rules = rules.risks.map(\.rule)
        counts = Array(repeating: [0, 0, 0, 0], count: self.rules.count)
        places = Dictionary(
            self.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Counts the results of one notice.
    public mutating func add(_ results: [IndicatorResult]) {
        notices += 1
        var (place, id) = (0, "")
        for result in results {
            if result.indicator != id {
                guard let found = places[result.indicator] else { continue }
                (place, id) = (found, result.indicator)
            }
            counts[place][Self.column(result.outcome)] += 1
        }
    }

    private static func column(_ outcome: Outcome) -> Int {
        switch outcome {
        case .flag: 0
        case .noFlag: 1
        case .notApplicable: 2
        case .missingData: 3
        }
    }

    /// Tab-separated: id, flags, no flag, not applicable, missing data; a head and a last line of notices.
    public var lines: [String] {
        ["indicator\tflag\tno_flag\tnot_applicable\tmissing_data"]
            + zip(rules, counts).map { rule, row in
                "\(rule.id)\t" + row.map(String.init).joined(separator: "\t")
            }
            + ["notices\t\(notices)", "refused\t\(refused)"]
    }

    /// One line for each indicator whose share of flags among decisions is above what its rule file allows.
    public var warnings: [String] {
        zip(rules, counts).compactMap { rule, row in rule.warning(flags: row[0], decided: row[0] + row[1]) }
    }
}

extension IndicatorRule {
    /// Fewer decisions say nothing of a share.
    static let fewestDecisions = 20

    /// A line when the flags are more than the rule file allows; nil when all is well.
    public func warning(flags: Int, decided: Int) -> String? {
        guard decided >= Self.fewestDecisions, Double(flags) > mostFlags * Double(decided) else { return nil }
        return "\(id) fires for \(flags) of \(decided) decisions, more than the share of \(mostFlags) "
            + "that its rule file allows: its bound says more of itself than of the contracts"
    }
}
