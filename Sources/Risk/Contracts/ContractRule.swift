/// An indicator that decides from facts of fixed width alone. Its results for a notice come from the same ruling,
/// so that a contract in memory is judged as its notice is.
protocol ContractRule: Indicator {
    func rule(_ contract: ContractTraits) -> Ruling
    /// Adds its outcome for each contract to the tally in the same place. Asked of each indicator, so that it is
    /// compiled with the rule of each: which one it is, is looked up once for many contracts.
    func add(
        _ contracts: UnsafeBufferPointer<ContractTraits>, weight: Double,
        to tallies: UnsafeMutableBufferPointer<Tally>)
}

extension ContractRule {
    @inline(__always)
    func add(
        _ contracts: UnsafeBufferPointer<ContractTraits>, weight: Double,
        to tallies: UnsafeMutableBufferPointer<Tally>
    ) {
        for index in contracts.indices {
            tallies[index].add(rule(contracts[index]).outcome, weight: weight)
        }
    }
}
