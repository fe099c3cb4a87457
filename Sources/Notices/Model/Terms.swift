/// What a call says about the contract itself: its length, renewals, criteria and candidates. One for each
/// lot, except in R2.0.7/8, where the notice has one for all.
public struct Terms: Hashable, Sendable {
    /// Length of the contract.
    public var length = ContractLength()
    /// Types of award criteria.
    public var criteria = Criteria()
    /// How often the contract may be renewed.
    public var renewal = Renewal()
    /// How many candidates are to be invited.
    public var candidates = Candidates()
    /// OPTIONS, BT-54: whether the contract has options; nil when not stated.
    public var hasOptions: Bool?
    /// BT-63, ACCEPTED_VARIANTS; nil when not stated.
    public var acceptsVariants: Bool?

    /// Nothing stated.
    public init() {}
}

/// The types of award criteria that stand in a call; what a criterion is called in prose is not read.
public struct Criteria: Hashable, Sendable {
    /// BT-539 price, AC_PRICE, LOWEST_PRICE.
    public var hasPrice = false
    /// BT-539 quality, AC_QUALITY.
    public var hasQuality = false
    /// BT-539 cost, AC_COST.
    public var hasCost = false
    /// AC_PROCUREMENT_DOC: price is not the only criterion, and the others stand in the documents.
    public var isInDocuments = false
    /// MOST_ECONOMICALLY_ADVANTAGEOUS_TENDER of R2.0.7/8, however many criteria follow.
    public var isMostEconomical = false

    /// BT-541 or AC_WEIGHTING: one for each criterion that has a weight, as written where it is no number.
    public var weights: [Weight] = []
    /// BT-543: whether a text says how the criteria are reckoned together.
    public var hasFormula = false

    /// Nothing stated.
    public init() {}

    private static let mostWeights = 100

    mutating func add(weight: String, of type: String) {
        guard !weight.isEmpty, weights.count < Self.mostWeights else { return }
        weights.append(Weight(type: type, weight: weight))
    }

    /// A criterion with its weight.
    public struct Weight: Hashable, Sendable {
        /// `price`, `quality` or `cost`.
        public let type: String
        /// As written: `40`, `40 %`, `100.00000000`.
        public let weight: String

        /// A criterion with the weight that the notice gives it.
        public init(type: String, weight: String) {
            self.type = type
            self.weight = weight
        }
    }
}

/// Whether and how often a contract may be renewed.
public struct Renewal: Hashable, Sendable {
    /// RENEWAL or NO_RENEWAL, RECURRENT_CONTRACT or NO_RECURRENT_CONTRACT; nil where neither stands.
    public var isPossible: Bool?
    /// BT-58, NUMBER_POSSIBLE_RENEWALS, else the upper end of its range; nil when not stated as a number.
    public var most: Int?
    /// BT-57, RENEWAL_DESCR: whether a text says when and how.
    public var isDescribed = false

    /// Nothing stated.
    public init() {}
}

/// The limits to the number of candidates that are invited; 0 counts as absent.
public struct Candidates: Hashable, Sendable {
    /// NB_ENVISAGED_CANDIDATE, OPE_ENVISAGED_NUMBER.
    public var envisaged: Int?
    /// BT-50, NB_MIN_LIMIT_CANDIDATE, OPE_MINIMUM_NUMBER.
    public var minimum: Int?
    /// BT-51, NB_MAX_LIMIT_CANDIDATE, OPE_MAXIMUM_NUMBER.
    public var maximum: Int?
    /// BT-40 true, CRITERIA_CANDIDATE, OPE_OBJECTIVE_CRITERIA: whether anything says who is invited.
    public var haveCriteria = false

    /// Nothing stated.
    public init() {}

    /// The first above 0 of envisaged, minimum and maximum; nil when the number is not limited.
    public var number: Int? { [envisaged, minimum, maximum].lazy.compactMap { $0 }.first { $0 > 0 } }
}
