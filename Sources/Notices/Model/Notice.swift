/// One publication, read: the facts that selection and indicators need, in the words of no one format.
public struct Notice: Hashable, Sendable {
    /// `111575-2017`, `00615708-2023`; for an eForms notice not yet published, its identifier and version.
    public var number: String
    /// What decides kind and regime.
    public var form: NoticeForm
    /// `eforms-sdk-1.10`, `R2.0.9.S04.E01`; empty when not given.
    public var schemaVersion: String
    /// Day of the Official Journal.
    public var publishedOn: CalendarDay?
    /// Day on which the buyer sent it; periods count from here.
    public var dispatchedOn: CalendarDay?
    /// ISO 3166 alpha-2 of the (first) buyer.
    public var country: String?
    /// ISO 639-1 of the original.
    public var language: String?
    /// In the language of the notice.
    public var title = ""
    /// The buyers, without contact persons.
    public var buyers: [Organisation] = []
    /// Main classification of the object.
    public var cpv: String?
    /// Estimated value of the whole.
    public var estimate: Money?
    /// Type, grounds and acceleration.
    public var procedure = Procedure()
    /// eForms BT-04, the same for all notices of a procedure.
    public var procedureKey: String?
    /// Publication numbers that the notice refers to as earlier ones of its procedure.
    public var previousNumbers: [String] = []
    /// A change of an earlier version: its dispatch date is that of the change.
    public var isChange = false
    /// Terms of the call where the notice gives them once (TED).
    public var tendering: Tendering?
    /// Terms of the contract where the notice gives them once for all lots (R2.0.7/8).
    public var terms: Terms?
    /// Empty for notices of kind other.
    public var lots: [Lot] = []
    /// Award blocks in document order; empty for notices of kind other.
    public var awards: [Award] = []

    /// A notice with nothing but its identity.
    public init(number: String, form: NoticeForm, schemaVersion: String) {
        self.number = number
        self.form = form
        self.schemaVersion = schemaVersion
    }

    /// The family of notices it was read from.
    public var format: NoticeFormat { form.series == .eforms ? .eforms : .tedExport }
    /// What the notice announces.
    public var kind: NoticeKind { form.kind }

    /// The earlier numbers that mean the same procedure. What a call refers to is a planning notice, and many
    /// calls may share one, so a call has none.
    public var numbersOfSameProcedure: [String] { kind == .contractNotice ? [] : previousNumbers }

    /// The last day to answer the call for a lot, in the procedure of this notice.
    public func deadline(for lot: Lot) -> CalendarDay? {
        (lot.tendering ?? tendering)?.deadline(in: procedure.type)
    }
}
