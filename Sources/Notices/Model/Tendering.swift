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
    /// BT-98 DURATION_TENDER_VALID: how long a tender must stay valid.
    public var validity: ContractLength.Measure?
    /// DATE_TENDER_VALID: until when, where a day is given.
    public var validUntil: CalendarDay?
    /// BT-751 true or false, DEPOSIT_GUARANTEE_REQUIRED with a text; nil when not stated.
    public var needsGuarantee: Bool?
    /// BT-97, LANGUAGES: ISO 639-1, each once.
    public var languages: [String] = []
    /// BT-767, EAUCTION_USED; nil when not stated.
    public var usesAuction: Bool?
    /// BT-115, CONTRACT_COVERED_GPA or NO_; nil when not stated.
    public var isCoveredByGPA: Bool?
    /// DOCUMENT_RESTRICTED, BT-14 restricted-document; nil when not stated.
    public var areDocumentsRestricted: Bool?
    /// What is demanded of those who answer.
    public var selection = Selection()
    /// BT-766, DPS: whether a dynamic purchasing system is set up or used.
    public var isDynamicPurchasing = false

    /// Nothing stated.
    public init() {}

    /// BT-14: a document that is open to all outweighs one that is not.
    mutating func note(document type: String) {
        if type == "non-restricted-document" { areDocumentsRestricted = false }
        if type == "restricted-document" { areDocumentsRestricted = areDocumentsRestricted ?? true }
    }

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
