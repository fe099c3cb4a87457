/// A TED_EXPORT document while it is read; both generations of forms fill the same draft.
final class TEDDraft {
    var documentNumber: String?
    var schemaVersion = ""
    var publishedOn: CalendarDay?
    var countryOfNotice: String?
    /// The form element that is read: the first original.
    var form: (element: String, number: String, language: String)?
    var noticeType = ""
    var dispatchedOn: CalendarDay?
    var title = ""
    var cpv: String?
    var estimate: Money?
    var nature: String?
    var isCentralPurchasing: Bool?
    var details = ""
    var total: Money?
    var correction: Correction?
    var modifications: [Modification] = []
    var buyers: [Organisation] = []
    var procedureNames: [String] = []
    var directGrounds: [String] = []
    var isAccelerated = false
    var isAccelerationExplained = false
    var previousNumbers: [String] = []
    var tendering = Tendering()
    var frameworkNames: Set<String> = []
    var frameworkYears: Int?
    var frameworkMonths: Int?
    /// Of the notice as a whole, in R2.0.7/8.
    var terms = Terms()
    var lots: [Lot] = []
    var awards: [Award] = []

    // The part that is open now.
    var organisation = Organisation()
    var lot = Lot()
    var award = Award()
    var contract = ContractFacts()
    var change = Correction.Change()
    var modification = Modification()
    var hasAwarded = false
    var hasNotAwarded = false
    /// Year, month and day of the R2.0.7/8 date that is open.
    var date: (year: String, month: String, day: String) = ("", "", "")
    var hasProcedure208 = false
    var hasCriteria208 = false
    /// Currency of the R2.0.7/8 value that is open.
    var currency: String?

    init(root: Element) {
        documentNumber = root["DOC_ID"].flatMap(NoticeNumber.normalised)
        schemaVersion = root["VERSION"] ?? ""
    }

    /// Whether to read this element of FORM_SECTION: the first that is marked as the original.
    func admits(_ element: Element) -> Bool {
        guard form == nil, element["CATEGORY"] == "ORIGINAL", element.localName != "NOTICE_UUID" else {
            return false
        }
        form = (element.localName, element["FORM"] ?? "", element["LG"] ?? "")
        if let version = element["VERSION"], schemaVersion.isEmpty { schemaVersion = version }
        return true
    }

    func beginAward() {
        award = Award()
        award.block = awards.count + 1
        contract = ContractFacts()
        hasAwarded = false
        hasNotAwarded = false
    }

    func closeAward() {
        award.outcome = hasAwarded == hasNotAwarded ? .unknown : hasAwarded ? .awarded : .notAwarded
        contract.concludedOn = award.concludedOn
        if award.outcome == .awarded { award.contracts = [contract] }
        awards.append(award)
    }
}
