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
    /// The final value where the block gives only a range.
    public var valueRange = ValueRange()
    /// BT-27 of the lot, VAL_ESTIMATED_TOTAL, INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT.
    public var estimate: Money?
    /// Whether the winning tenders are in different currencies, so that they have no sum.
    public var hasSeveralCurrencies = false
    /// What R2.0.7/8 say about the values beside the amounts.
    public var valueTerms = ValueTerms()
    /// BT-1451, the earliest; CONTRACT_AWARD_DATE of R2.0.7/8. R2.0.9 has none.
    public var decidedOn: CalendarDay?
    /// Why nothing was awarded.
    public var failure = Failure()
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

    /// VAL_RANGE_TOTAL, RANGE_VALUE_COST.
    public struct ValueRange: Hashable, Sendable {
        /// The lowest tender considered.
        public var low: Money?
        /// The highest tender considered.
        public var high: Money?

        /// Nothing stated.
        public init() {}
    }

    /// Value added tax of both values, and whether the final one is for a year or a month only.
    public struct ValueTerms: Hashable, Sendable {
        /// Of the estimate: true with, false without; nil when not stated.
        public var estimateIncludesTax: Bool?
        /// Of the final value.
        public var valueIncludesTax: Bool?
        /// NUMBER_OF_YEARS or NUMBER_OF_MONTHS above 0.
        public var isPeriodic = false

        /// Nothing stated.
        public init() {}
    }

    /// What a block without a contract says.
    public struct Failure: Hashable, Sendable {
        /// BT-144, or the name of the element that stands in NO_AWARDED_CONTRACT.
        public var reason: String?
        /// BT-142 open-nw: no winner yet, and the competition goes on.
        public var isCompetitionOpen = false

        /// Nothing stated.
        public init() {}
    }

    /// Whether the block says that a contract was awarded.
    public enum Outcome: String, Sendable {
        case awarded
        case notAwarded = "not_awarded"
        case unknown
    }
}
