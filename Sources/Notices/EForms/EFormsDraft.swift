/// An eForms document while it is read: its parts in document order, references not yet followed.
final class EFormsDraft {
    var subtype: String?
    var noticeType = ""
    var customization = ""
    var publicationNumber: String?
    var noticeIdentifier = ""
    var version = ""
    var language = ""
    var publishedOn: CalendarDay?
    var issuedOn: CalendarDay?
    var folder: String?
    var isChange = false
    var correction: Correction?
    var correctionReason = LocalisedText()
    var changes: [ChangeDraft] = []
    var modifications: [ModificationDraft] = []
    var nature: String?
    var statesExclusionGrounds = false
    var isCentralPurchasing: Bool?
    var details = LocalisedText()
    var total: Money?
    /// BT-271 of the call, BT-118 of the result.
    var frameworkMaximum: Money?
    var isRelaunch: Bool?
    /// Keys of the lots of each group of lots, in the order of the document.
    var groups: [(key: String, lots: [String])] = []
    var previousReferences: [String] = []
    /// Nationalities of the owners by their identifier; nothing else of them is read.
    var nationalities: [String: String] = [:]
    var title = LocalisedText()
    var cpv: String?
    var estimate: Money?
    var procedureCode: String?
    var directGrounds: [String] = []
    var accelerated: Set<String> = []
    var isAccelerationExplained = false
    /// The justification that is open: what it is about, and whether a text stands in it.
    var justification: (list: String, hasText: Bool) = ("", false)
    var previousNumbers: [String] = []
    var buyerIdentifiers: [String] = []

    var organisations: [String: OrganisationDraft] = [:]
    var lots: [LotDraft] = []
    var results: [LotResultDraft] = []
    var tenders: [String: TenderDraft] = [:]
    var contracts: [String: ContractDraft] = [:]
    /// Organisation identifiers of each tendering party.
    var parties: [String: [String]] = [:]
    /// Groups of lots and planned parts, which stand where lots do.
    var groupDrafts: [LotDraft] = []
    var partDrafts: [LotDraft] = []

    // The part that is open now.
    var organisation = OrganisationDraft()
    var lot = LotDraft()
    var result = LotResultDraft()
    var statistic: (code: String, count: String) = ("", "")
    var tender = TenderDraft()
    var contract = ContractDraft()
    var party: (identifier: String, tenderers: [String]) = ("", [])
    var change = ChangeDraft()
    var modification = ModificationDraft()
    var owner: (identifier: String, nationality: String?) = ("", nil)
    var criterion: (type: String, weight: String) = ("", "")
    var demand = DemandDraft()
    /// The parameter of a criterion that is open: the list of its code, and its number.
    var parameterList = ""
    var parameter = ""

    struct ChangeDraft {
        var sections: [String] = []
        var details = LocalisedText()
    }

    struct ModificationDraft {
        var changedNotice: String?
        var contract = ""
        var reasons: [String] = []
        var reasonText = LocalisedText()
        var sections: [String] = []
        var summaries: [LocalisedText] = []
    }

    /// A selection criterion that is open.
    struct DemandDraft {
        var code = ""
        var isDescribed = false
    }

    struct OrganisationDraft {
        /// Its own identifier and those of its touch points.
        var identifiers: [String] = []
        var name = LocalisedText()
        /// Its name is filled in at the end, when the language is known.
        var facts = Organisation()
        var owners: [String] = []
    }

    struct LotDraft {
        /// Of a lot, a group of lots or a part.
        var scheme = Scheme.other
        var key: String?
        var nature: String?
        var frameworkMaximum: Money?
        var fundingCodes: Set<String> = []
        var title = LocalisedText()
        var details = LocalisedText()
        var cpv: String?
        var nuts: [String] = []
        var estimate: Money?
        var terms = Terms()
        var tendering = Tendering()
        var frameworkCodes: Set<String> = []
        var submissionCodes: Set<String> = []
        var criteria: Set<String> = []

        enum Scheme {
            case lot, group, part, other
        }
    }

    struct LotResultDraft {
        var code: String?
        /// Lot and counts; the rest follows from the references.
        var award = Award()
        var tenders: [String] = []
        var contracts: [String] = []
    }

    struct TenderDraft {
        var identifier = ""
        var lotKey: String?
        var party: String?
        var amount: Money?
        var rank: Int?
        var subcontracting = Subcontracting()
        var payments = Payments()
    }

    struct ContractDraft {
        var identifier = ""
        var tenders: [String] = []
        var facts = ContractFacts()
        var title = LocalisedText()
    }

    /// A day, or nil for the one that stands for "withheld".
    static func day(_ text: String) -> CalendarDay? {
        let day = CalendarDay(text)
        return day == withheld ? nil : day
    }

    /// A day of a contract, where another one stands for "unknown" in many files.
    static func contractDay(_ text: String) -> CalendarDay? {
        let day = day(text)
        return day == unknownContractDay ? nil : day
    }

    private static let withheld = CalendarDay(year: 1970, month: 1, day: 1)
    private static let unknownContractDay = CalendarDay(year: 2000, month: 1, day: 1)
}
