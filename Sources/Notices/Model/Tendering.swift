/// What a call says about its deadlines and technique: one for each lot in eForms, one for the notice in TED.
public struct Tendering: Hashable, Sendable {
    /// BT-131, DATE_RECEIPT_TENDERS, RECEIPT_LIMIT_DATE.
    public var tendersDueOn: CalendarDay?
    /// BT-1311; TED forms have one date for both.
    public var requestsDueOn: CalendarDay?
    public var opensOn: CalendarDay?
    /// Nil when the notice does not say.
    public var acceptsElectronicSubmission: Bool?
    public var hasPriorNotice = false
    public var framework = Framework()

    public init() {}

    /// The date that counts for this procedure: of tenders when it is open, else of requests, each before the other.
    public func deadline(in procedure: ProcedureType?) -> CalendarDay? {
        procedure == .open ? tendersDueOn ?? requestsDueOn : requestsDueOn ?? tendersDueOn
    }
}

/// Whether a call sets up a framework agreement, and with how many.
public struct Framework: Hashable, Sendable {
    /// Nil when unknown.
    public var isAgreement: Bool?
    public var operators: Operators?
    /// The largest number of operators that may join; 0 counts as absent.
    public var maximumOperators: Int?

    public init() {}

    /// The boxes of the TED forms; eForms state only a number.
    public enum Operators: String, Sendable {
        case single, several, both
    }
}
