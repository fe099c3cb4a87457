/// One award block: an eForms LotResult, a TED AWARD_CONTRACT. Blocks with one lot number are never merged.
public struct Award: Hashable, Sendable {
    public var lotKey: String?
    /// Position among the notice's award blocks, from 1.
    public var block = 1
    public var outcome = Outcome.unknown
    /// The different counts of tenders that the block states; more than one is a contradiction.
    public var tenderCounts: [Int] = []
    public var suppliers: [Organisation] = []
    public var value: Money?
    public var estimate: Money?
    public var concludedOn: CalendarDay?

    public init() {}

    /// Whether the block says that a contract was awarded.
    public enum Outcome: String, Sendable {
        case awarded
        case notAwarded = "not_awarded"
        case unknown
    }
}
