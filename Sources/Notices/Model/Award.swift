/// One award block: an eForms LotResult, a TED AWARD_CONTRACT. Blocks with one lot number are never merged.
public struct Award: Hashable, Sendable {
    /// Key of the lot as the block writes it; nil when it gives none.
    public var lotKey: String?
    /// Position among the notice's award blocks, from 1.
    public var block = 1
    /// BT-142; which of AWARDED_CONTRACT and NO_AWARDED_CONTRACT stands there.
    public var outcome = Outcome.unknown
    /// The different counts of tenders that the block states; more than one is a contradiction. At most
    /// `mostCounts` are kept, so that a hostile file cannot make the comparison slow.
    public var tenderCounts: [Int] = []
    /// The winners, members of a group one by one.
    public var suppliers: [Organisation] = []
    /// BT-720 of the winning tenders together, VAL_TOTAL, COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE.
    public var value: Money?
    /// BT-27 of the lot, VAL_ESTIMATED_TOTAL, INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT.
    public var estimate: Money?
    /// BT-145, DATE_CONCLUSION_CONTRACT, CONTRACT_AWARD_DATE.
    public var concludedOn: CalendarDay?

    /// An award of which nothing is known.
    public init() {}

    static let mostCounts = 8

    /// Keeps a count that is readable and not there yet.
    mutating func add(tenderCount text: String) {
        guard let count = PlainNumber.count(text), tenderCounts.count < Self.mostCounts,
            !tenderCounts.contains(count)
        else { return }
        tenderCounts.append(count)
    }

    /// Whether the block says that a contract was awarded.
    public enum Outcome: String, Sendable {
        case awarded
        case notAwarded = "not_awarded"
        case unknown
    }
}
