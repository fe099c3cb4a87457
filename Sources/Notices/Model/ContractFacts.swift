/// What an award block says of a contract that was or is to be signed (eForms SettledContract, AWARD_CONTRACT).
public struct ContractFacts: Hashable, Sendable {
    /// BT-150, CONTRACT_NO, CONTRACT_NUMBER.
    public var number: String?
    /// BT-721, TITLE.
    public var title = ""
    /// BT-145.
    public var concludedOn: CalendarDay?
    /// BT-1451.
    public var decidedOn: CalendarDay?

    /// Nothing stated.
    public init() {}
}

/// What an award says of subcontractors.
public struct Subcontracting: Hashable, Sendable {
    /// BT-773 yes or no, LIKELY_SUBCONTRACTED; nil when unknown or not stated.
    public var isPlanned: Bool?
    /// BT-553, VAL_SUBCONTRACTING.
    public var value: Money?
    /// BT-555, PCT_SUBCONTRACTING; 0 to 100.
    public var percent: Int?

    /// Nothing stated.
    public init() {}
}

/// What a completion notice says was paid (BT-779, BT-782).
public struct Payments: Hashable, Sendable {
    /// Paid for the contract.
    public var paid: Money?
    /// Penalties that the contractor paid.
    public var penalties: Money?

    /// Nothing stated.
    public init() {}
}
