/// An indicator that decides from facts of fixed width alone. Its results for a notice come from the same ruling,
/// so that a contract in memory is judged as its notice is.
protocol ContractRule: Indicator {
    func rule(_ contract: ContractTraits) -> Ruling
}

extension ContractRule {
    /// Adds its outcome for each contract to the tally in the same place; called once for many contracts.
    func add(
        _ contracts: UnsafeBufferPointer<ContractTraits>, weight: Double,
        to tallies: UnsafeMutableBufferPointer<Tally>
    ) {
        for index in contracts.indices {
            tallies[index].add(rule(contracts[index]).outcome, weight: weight)
        }
    }
}
