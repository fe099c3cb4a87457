import Notices

/// How the buyer works: Opentender's administrative indicators. They are told and not scored.
enum ElectronicAuction: WatchedFact {
    static let id = "no-electronic-auction"
    static let question = PresenceQuestion.call { _, tendering in Presence(tendering.usesAuction) }
}

/// Whether the procurement is open to the parties of the Agreement on Government Procurement.
enum CoveredByGPA: WatchedFact {
    static let id = "not-covered-by-gpa"
    static let question = PresenceQuestion.call { _, tendering in Presence(tendering.isCoveredByGPA) }
}

/// Whether a framework agreement is set up.
enum FrameworkUse: WatchedFact {
    static let id = "no-framework-agreement"
    static let question = PresenceQuestion.call { _, tendering in
        Presence(tendering.framework.isAgreement)
    }
}

/// Whether a central purchasing body buys.
enum CentralPurchasing: WatchedFact {
    static let id = "no-central-purchasing"
    static let question = PresenceQuestion.notice { Presence($0.isCentralPurchasing) }
}

/// Whether tenders in English are accepted, where English is not the country's own language.
enum EnglishAccepted: WatchedFact {
    static let id = "english-not-accepted"
    static let question = PresenceQuestion.call { notice, tendering in
        if ["IE", "GB", "MT"].contains(notice.country) { return .notApplicable(.languageOfCountry) }
        return tendering.languages.isEmpty
            ? .missing(.notStated) : Presence(tendering.languages.contains("en"))
    }
}
