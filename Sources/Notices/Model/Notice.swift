/// One publication, read: the facts that selection and indicators need, in the words of no one format.
public struct Notice: Hashable, Sendable {
    /// `111575-2017`, `00615708-2023`; for an eForms notice not yet published, its identifier and version.
    public var number: String
    public var form: NoticeForm
    public var schemaVersion: String
    public var publishedOn: CalendarDay?
    public var dispatchedOn: CalendarDay?
    /// ISO 3166 alpha-2 of the (first) buyer.
    public var country: String?
    /// ISO 639-1 of the original.
    public var language: String?
    public var title = ""
    public var buyers: [Organisation] = []
    public var cpv: String?
    public var estimate: Money?
    public var procedure = Procedure()
    /// eForms BT-04, the same for all notices of a procedure.
    public var procedureKey: String?
    /// Publication numbers that the notice refers to as earlier ones of its procedure.
    public var previousNumbers: [String] = []
    /// A change of an earlier version: its dispatch date is that of the change.
    public var isChange = false
    /// Terms of the call where the notice gives them once (TED).
    public var tendering: Tendering?
    public var lots: [Lot] = []
    public var awards: [Award] = []

    /// A notice with nothing but its identity.
    public init(number: String, form: NoticeForm, schemaVersion: String) {
        self.number = number
        self.form = form
        self.schemaVersion = schemaVersion
    }

    public var format: NoticeFormat { form.series == .eforms ? .eforms : .tedExport }
    public var kind: NoticeKind { form.kind }

    /// The last day to answer the call for a lot, in the procedure of this notice.
    public func deadline(for lot: Lot) -> CalendarDay? {
        (lot.tendering ?? tendering)?.deadline(in: procedure.type)
    }
}
