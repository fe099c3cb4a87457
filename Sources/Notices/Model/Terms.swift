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

    /// Nothing stated.
    public init() {}
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

    /// Nothing stated.
    public init() {}

    /// The first above 0 of envisaged, minimum and maximum; nil when the number is not limited.
    public var number: Int? { [envisaged, minimum, maximum].lazy.compactMap { $0 }.first { $0 > 0 } }
}
