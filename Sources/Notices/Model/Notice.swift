/// One publication, read: the facts that selection and indicators need, in the words of no one format.
public struct Notice: Hashable, Sendable {
    /// `111575-2017`, `00615708-2023`; for an eForms notice not yet published, its identifier and version.
    public var number: String
    /// What decides kind and regime.
    public var form: NoticeForm
    /// `eforms-sdk-1.10`, `R2.0.9.S04.E01`; empty when not given.
    public var schemaVersion: String
    /// Where in the life of a contract it speaks.
    public var stage = NoticeStage.other
    /// eForms BT-701 and BT-757; nil in TED.
    public var identity: Identity?
    /// Day of the Official Journal.
    public var publishedOn: CalendarDay?
    /// Day on which the buyer sent it; periods count from here.
    public var dispatchedOn: CalendarDay?
    /// ISO 3166 alpha-2 of the (first) buyer.
    public var country: String?
    /// ISO 639-1 of the original.
    public var language: String?
    /// BT-67 or, where the documents have them, BT-806: whether grounds for exclusion are named; eForms only.
    public var statesExclusionGrounds = false
    /// CENTRAL_PURCHASING, PURCHASING_ON_BEHALF, the indicators of eForms organisations; nil when not stated.
    public var isCentralPurchasing: Bool?
    /// In the language of the notice.
    public var title = ""
    /// The buyers, without contact persons.
    public var buyers: [Organisation] = []
    /// Main classification of the object.
    public var cpv: String?
    /// BT-23, TYPE_CONTRACT: `works`, `supplies`, `services`.
    public var nature: String?
    /// BT-24, SHORT_DESCR of the object.
    public var details = ""
    /// Estimated value of the whole.
    public var estimate: Money?
    /// BT-161, VAL_TOTAL of the object: the final value of the whole.
    public var total: Money?
    /// BT-118: the ceiling of all framework agreements; before the award BT-271.
    public var frameworkMaximum: Money?
    /// BT-634: whether it takes up a procedure that failed; nil when not stated.
    public var isRelaunch: Bool?
    /// Type, grounds and acceleration.
    public var procedure = Procedure()
    /// eForms BT-04, the same for all notices of a procedure.
    public var procedureKey: String?
    /// Publication numbers that the notice refers to as earlier ones of its procedure.
    public var previousNumbers: [String] = []
    /// eForms notices that it refers to as earlier ones by identifier and version, in lower case.
    public var previousReferences: [String] = []
    /// A change of an earlier version: its dispatch date is that of the change.
    public var isChange = false
    /// What it corrects in an earlier notice.
    public var correction: Correction?
    /// The changes of running contracts that it announces.
    public var modifications: [Modification] = []
    /// Terms of the call where the notice gives them once (TED).
    public var tendering: Tendering?
    /// Terms of the contract where the notice gives them once for all lots (R2.0.7/8).
    public var terms: Terms?
    /// In document order, whatever the kind of the notice.
    public var lots: [Lot] = []
    /// Lots that may be awarded together.
    public var groups: [LotGroup] = []
    /// What a planning notice announces part by part; no lots yet.
    public var parts: [Lot] = []
    /// Award blocks in document order.
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

    /// Whether it tells of contracts that can be watched: calls for tenders and what follows from them. Design
    /// contests, qualification systems, subcontracts and calls for interest are none.
    public var speaksOfContracts: Bool {
        switch stage {
        case .planning, .correction, .other: return false
        case .exAnte, .award, .modification, .completion, .call: break
        }
        return kind != .other || !Self.formsWithoutContracts.contains(form.code)
    }

    private static let formsWithoutContracts: Set<String> = [
        "F07", "F12", "F13", "15", "22", "23", "24", "36", "37", "CEI",
    ]

    /// The references that mean the same procedure: publication numbers, eForms identifiers with version. What
    /// a plan or a call refers to is a planning notice, and many calls may share one, so it counts only where
    /// it corrects; and so do the awards of many buyers that buy through one dynamic purchasing system.
    public var referencesOfSameProcedure: [String] {
        let isLoose = [.planning, .call, .other].contains(stage) || tendering?.isDynamicPurchasing == true
        let earlier = isLoose ? [] : previousNumbers + previousReferences
        let changed = (correction?.corrected ?? []) + modifications.compactMap(\.changedNotice)
        return (earlier + changed).unique
    }

    /// An eForms notice's own identifier, which its versions share, and its version.
    public struct Identity: Hashable, Sendable {
        /// UUID in lower case.
        public let identifier: String
        /// `01`, `02`.
        public let version: String

        /// Both as the notice writes them.
        public init(identifier: String, version: String) {
            self.identifier = identifier.lowercased()
            self.version = version
        }

        /// How other notices refer to it: `9974ccf1-1d0a-4393-9198-33b67d6e2cb7-01`.
        public var reference: String { identifier + "-" + version }
    }

    /// The last day to answer the call for a lot, in the procedure of this notice.
    public func deadline(for lot: Lot) -> CalendarDay? {
        (lot.tendering ?? tendering)?.deadline(in: procedure.type)
    }
}
