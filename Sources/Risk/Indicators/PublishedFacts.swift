import Notices

/// Opentender's transparency indicators on single fields. Those that schemas demand are asked all the same: what a
/// schema demands, a file may lack.
enum BuyerName: WatchedFact {
    static let id = "buyer-name-missing"
    static let question = PresenceQuestion.notice { notice in
        Presence(notice.buyers.contains { !$0.name.isEmpty })
    }
}

/// BT-5071, NUTS of the buyer's address.
enum BuyerRegion: WatchedFact {
    static let id = "buyer-region-missing"
    static let question = PresenceQuestion.notice { notice in
        if notice.form.series == .r208 { return .notApplicable(.formHasNoField) }
        return Presence(notice.buyers.contains { $0.nuts != nil })
    }
}

/// BT-21, TITLE.
enum Title: WatchedFact {
    static let id = "title-missing"
    static let question = PresenceQuestion.notice { Presence(!$0.title.isEmpty) }
}

/// BT-105, PROCEDURE/PT_.
enum ProcedureNamed: WatchedFact {
    static let id = "procedure-missing"
    static let question = PresenceQuestion.notice { Presence($0.procedure.type != nil) }
}

/// BT-262, CPV_MAIN; 99000000 stands for none.
enum Classification: WatchedFact {
    static let id = "classification-missing"
    static let question = PresenceQuestion.notice { notice in
        Presence(notice.cpv != nil && notice.cpv?.hasPrefix("99000000") == false)
    }
}

/// The year of the publication or of dispatch.
enum Year: WatchedFact {
    static let id = "year-missing"
    static let question = PresenceQuestion.notice {
        Presence($0.publishedOn != nil || $0.dispatchedOn != nil)
    }
}

/// BT-97, LANGUAGES.
enum Languages: WatchedFact {
    static let id = "languages-missing"
    static let question = PresenceQuestion.call { _, tendering in Presence(!tendering.languages.isEmpty) }
}

/// BT-5071 of the place of performance, NUTS.
enum Place: WatchedFact {
    static let id = "place-missing"
    static let question = PresenceQuestion.lot { notice, lot in
        notice.form.series == .r208 ? .notApplicable(.formHasNoField) : Presence(!lot.nuts.isEmpty)
    }
}

/// BT-60, EU_PROGR_RELATED or its opposite.
enum Funding: WatchedFact {
    static let id = "funding-missing"
    static let question = PresenceQuestion.lot { notice, lot in
        notice.form.series == .r208 ? .notApplicable(.formHasNoField) : Presence(lot.isUnionFunded != nil)
    }
}

/// BT-539, AC.
enum CriteriaNamed: WatchedFact {
    static let id = "criteria-missing"
    static let question = PresenceQuestion.terms { notice, terms in
        notice.form.hasUntypedCriteria
            ? .notApplicable(.formHasNoField) : Presence(!terms.criteria.names.isEmpty)
    }
}

/// BT-36, DURATION, or start and end.
enum LengthNamed: WatchedFact {
    static let id = "duration-missing"
    static let question = PresenceQuestion.terms { _, terms in Presence(terms.length.extent != nil) }
}

/// OFFICIALNAME of the winner.
enum SupplierName: WatchedFact {
    static let id = "supplier-name-missing"
    static let question = PresenceQuestion.award { _, award in
        switch award.outcome {
        case .notAwarded: .notApplicable(.notAwarded)
        case .unknown: .missing(.outcomeUnknown)
        case .awarded: Presence(award.suppliers.contains { !$0.name.isEmpty })
        }
    }
}

/// BT-773, LIKELY_SUBCONTRACTED: R2.0.9 has only the box for yes.
enum SubcontractingNamed: WatchedFact {
    static let id = "subcontracting-missing"
    static let question = PresenceQuestion.award { notice, award in
        switch award.outcome {
        case _ where notice.form.series != .eforms: .notApplicable(.formHasNoField)
        case .notAwarded: .notApplicable(.notAwarded)
        case .unknown: .missing(.outcomeUnknown)
        case .awarded: Presence(award.subcontracting.isPlanned != nil)
        }
    }
}
