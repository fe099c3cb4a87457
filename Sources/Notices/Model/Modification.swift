/// A change of a contract that runs: the F20 form, the ContractModification of eForms.
public struct Modification: Hashable, Sendable {
    /// The lot of the contract; nil when the notice gives none.
    public var lotKey: String?
    /// The contract's own number: BT-150, CONTRACT_NO.
    public var contractNumber: String?
    /// The notice whose contract changes: BT-1501, NOTICE_NUMBER_OJ; as `Correction.corrected`.
    public var changedNotice: String?
    /// BT-200 as written, or UNFORESEEN_CIRCUMSTANCE and ADDITIONAL_NEED.
    public var reasons: [String] = []
    /// BT-201 or the text beside the reason.
    public var reasonText = ""
    /// BT-202, SHORT_DESCR: what changes.
    public var summary = ""
    /// BT-1501(s): the sections that change.
    public var sections: [String] = []
    /// VAL_TOTAL_BEFORE; eForms do not repeat it.
    public var valueBefore: Money?
    /// VAL_TOTAL_AFTER; in eForms the value of the contract's tenders in this notice.
    public var valueAfter: Money?
    /// The length after the change.
    public var length = ContractLength()
    /// The contractors after the change.
    public var suppliers: [Organisation] = []
    /// When the contract was concluded.
    public var concludedOn: CalendarDay?

    /// Nothing stated.
    public init() {}
}
