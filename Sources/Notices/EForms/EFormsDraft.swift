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

    // The part that is open now.
    var organisation = OrganisationDraft()
    var lot = LotDraft()
    var result = LotResultDraft()
    var statistic: (code: String, count: String) = ("", "")
    var tender = TenderDraft()
    var contract = ContractDraft()
    var party: (identifier: String, tenderers: [String]) = ("", [])

    struct OrganisationDraft {
        /// Its own identifier and those of its touch points.
        var identifiers: [String] = []
        var name = LocalisedText()
        var companyNumber: String?
        var country: String?
        var isNaturalPerson: Bool?
    }

    struct LotDraft {
        var key: String?
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
    }

    struct ContractDraft {
        var identifier = ""
        var tenders: [String] = []
        var issuedOn: CalendarDay?
        var decidedOn: CalendarDay?
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
