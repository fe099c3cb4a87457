/// What a call says about its deadlines and technique: one for each lot in eForms, one for the notice in TED.
public struct Tendering: Hashable, Sendable {
    /// BT-131, DATE_RECEIPT_TENDERS, RECEIPT_LIMIT_DATE.
    public var tendersDueOn: CalendarDay?
    /// BT-1311; TED forms have one date for both.
    public var requestsDueOn: CalendarDay?
    /// BT-132, DATE_OPENING_TENDERS, CONDITIONS_FOR_OPENING_TENDERS.
    public var opensOn: CalendarDay?
    /// Nil when the notice does not say.
    public var acceptsElectronicSubmission: Bool?
    /// Whether an earlier notice is named that may shorten the period; when it was sent is not checked.
    public var hasPriorNotice = false
    /// BT-765 and BT-113, FRAMEWORK, F.._FRAMEWORK.
    public var framework = Framework()
    /// BT-766, DPS: whether a dynamic purchasing system is set up or used.
    public var isDynamicPurchasing = false

    /// Nothing stated.
    public init() {}

    /// The date that counts for this procedure: of tenders when it is open, else of requests, each before
    /// the other.
    public func deadline(in procedure: ProcedureType?) -> CalendarDay? {
        procedure == .open ? tendersDueOn ?? requestsDueOn : requestsDueOn ?? tendersDueOn
    }
}

/// Whether a call sets up a framework agreement, and with how many.
public struct Framework: Hashable, Sendable {
    /// Nil when unknown.
    public var isAgreement: Bool?
    /// Nil when no box is ticked.
    public var operators: Operators?
    /// The largest number of operators that may join; 0 counts as absent.
    public var maximumOperators: Int?
    /// DURATION_FRAMEWORK_YEAR times 12, else DURATION_FRAMEWORK_MONTH, of R2.0.7/8; above 0.
    public var months: Int?
    /// Whether the box for the reason of a long framework stands there, with a text or not.
    public var isJustified = false

    /// Nothing stated.
    public init() {}

    /// The boxes of the TED forms; eForms state only a number.
    public enum Operators: String, Sendable {
        case single, several, both
    }
}
