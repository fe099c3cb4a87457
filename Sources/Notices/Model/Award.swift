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
    /// Every count that the block states, with its code, once each; at most `mostSubmissions`.
    public var submissions: [SubmissionCount] = []
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
    /// The contracts that the block names.
    public var contracts: [ContractFacts] = []
    /// Whether the winners are a group: a tendering party of several, AWARDED_TO_GROUP; nil when not stated.
    public var isGroup: Bool?
    /// BT-171 of the winning tenders, each once.
    public var ranks: [Int] = []
    /// BT-710 and BT-711: the lowest and highest tender received.
    public var tenderRange = ValueRange()
    /// What is to be subcontracted.
    public var subcontracting = Subcontracting()
    /// BT-712: those who asked for a review.
    public var complainants: Int?
    /// BT-709, the ceiling of the framework agreement for this lot.
    public var frameworkMaximum: Money?
    /// Only completion notices say it.
    public var payments = Payments()

    /// An award of which nothing is known.
    public init() {}

    static let mostCounts = 8
    static let mostSubmissions = 32

    /// The code of the count that indicators use; nil when the block does not state it.
    public var countUsed: String? { tenderCounts.isEmpty ? nil : Self.allTenders }

    static let allTenders = "tenders"

    mutating func add(submissions text: String, code: String) {
        if code == Self.allTenders { add(tenderCount: text) }
        guard let count = PlainNumber.count(text), !code.isEmpty, submissions.count < Self.mostSubmissions
        else { return }
        let submission = SubmissionCount(code: code, count: count)
        if !submissions.contains(submission) { submissions.append(submission) }
    }

    /// Keeps a count that is readable and not there yet.
    mutating func add(tenderCount text: String) {
        guard let count = PlainNumber.count(text), tenderCounts.count < Self.mostCounts,
            !tenderCounts.contains(count)
        else { return }
        tenderCounts.append(count)
    }

    /// VAL_RANGE_TOTAL, RANGE_VALUE_COST: of the tenders considered. BT-710, BT-711: of those received.
    public struct ValueRange: Hashable, Sendable {
        /// The lowest tender.
        public var low: Money?
        /// The highest tender.
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
