/// Indicators with their weights, for contracts in memory.
public struct ContractRules: Sendable {
    private let rules: [(rule: any ContractRule, weight: Double)]

    /// Those of the ids that decide from facts of fixed width; in the order of the rules.
    public init(_ rules: IndicatorRules, ids: Set<String>) {
        self.rules = rules.indicators.compactMap { indicator in
            guard ids.contains(indicator.rule.id), let rule = indicator as? any ContractRule else {
                return nil
            }
            return (rule, rule.rule.weight)
        }
    }

    /// How many indicators there are.
    public var count: Int { rules.count }

    /// The outcome of each indicator for a contract, in the order of the rules.
    public func outcomes(_ contract: ContractTraits) -> [(indicator: String, outcome: Outcome)] {
        rules.map { ($0.rule.rule.id, $0.rule.rule(contract).outcome) }
    }

    /// Hands over flags and score of each contract, in their order. Indicator by indicator over so many contracts
    /// as the processor keeps near.
    public func judge(_ contracts: ArraySlice<ContractTraits>, _ body: (_ flags: Int, Score) -> Void) {
        contracts.withUnsafeBufferPointer { all in
            withUnsafeTemporaryAllocation(of: Tally.self, capacity: Self.atOnce) { tallies in
                for start in stride(from: 0, to: all.count, by: Self.atOnce) {
                    let some = UnsafeBufferPointer(rebasing: all[start..<min(start + Self.atOnce, all.count)])
                    tallies.initialize(repeating: Tally())
                    for (rule, weight) in rules { rule.add(some, weight: weight, to: tallies) }
                    for index in some.indices { body(tallies[index].flags, tallies[index].score) }
                }
            }
        }
    }

    private static let atOnce = 64
}
