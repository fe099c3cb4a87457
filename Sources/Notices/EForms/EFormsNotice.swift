extension EFormsDraft {
    /// The notice that the document tells of; throws when nothing identifies it.
    func notice(fileName: String) throws(NoticeError) -> Notice {
        let form = EFormsForms.form(subtype: subtype, noticeType: noticeType)
        var notice = Notice(
            number: try number(fileName: fileName), form: form, schemaVersion: customization)
        notice.stage = EFormsForms.stage(subtype: subtype, noticeType: noticeType)
        if !noticeIdentifier.isEmpty, !version.isEmpty {
            notice.identity = Notice.Identity(identifier: noticeIdentifier, version: version)
        }
        notice.publishedOn = publishedOn
        notice.dispatchedOn = issuedOn
        notice.language = LanguageCode.alpha2(language)
        notice.title = title.text(in: language).onOneLine
        notice.buyers = buyers
        notice.country = notice.buyers.lazy.compactMap(\.country).first
        notice.cpv = cpv
        notice.nature = nature
        notice.statesExclusionGrounds = statesExclusionGrounds
        notice.isCentralPurchasing = isCentralPurchasing
        notice.details = details.text(in: language)
        notice.estimate = estimate
        notice.total = total
        notice.frameworkMaximum = frameworkMaximum
        notice.isRelaunch = isRelaunch
        notice.procedure = procedure
        notice.procedureKey = folder
        notice.previousNumbers = previousNumbers.unique
        notice.previousReferences = previousReferences.unique
        notice.isChange = isChange
        notice.correction = wholeCorrection
        notice.modifications = wholeModifications
        notice.lots = lots.map { lot($0, in: form) }
        notice.groups = wholeGroups
        notice.parts = partDrafts.map { lot($0, in: form) }
        notice.awards = awards
        return notice
    }

    /// Before its publication a notice is known by its own identifier and version.
    private func number(fileName: String) throws(NoticeError) -> String {
        if let number = publicationNumber ?? NoticeNumber.inFileName(fileName) { return number }
        guard !noticeIdentifier.isEmpty, !version.isEmpty else { throw .missingPublicationNumber }
        return noticeIdentifier.lowercased() + "-" + version
    }

    private var buyers: [Organisation] {
        buyerIdentifiers.unique.compactMap { organisations[$0] }.map(organisation)
    }

    func organisation(_ draft: OrganisationDraft) -> Organisation {
        var organisation = draft.facts
        organisation.name = draft.name.text(in: language).onOneLine
        organisation.ownerNationalities =
            draft.owners.unique.prefix(Self.mostOwners)
            .compactMap { nationalities[$0] }.unique
        return organisation
    }

    private static let mostOwners = 1000

    private var procedure: Procedure {
        var procedure = Procedure()
        procedure.type = directGrounds.isEmpty ? Self.procedures[procedureCode ?? ""] : .direct
        procedure.directGrounds = directGrounds
        procedure.isAccelerationExplained = isAccelerationExplained
        procedure.acceleration =
            switch (accelerated.contains("true"), accelerated.contains("false")) {
            case (true, true): .contradictory
            case (true, false): .yes
            case (false, true): .no
            case (false, false): .notStated
            }
        return procedure
    }

    private static let procedures: [String: ProcedureType] = [
        "open": .open, "restricted": .restricted, "neg-w-call": .negotiated, "comp-dial": .dialogue,
        "innovation": .innovation, "neg-wo-call": .direct, "oth-single": .other, "oth-mult": .other,
        "comp-tend": .other, "exp-int-rail": .other,
    ]

    private func lot(_ draft: LotDraft, in form: NoticeForm) -> Lot {
        var lot = Lot()
        lot.key = draft.key?.nonEmpty
        lot.title = draft.title.text(in: language).onOneLine
        lot.details = draft.details.text(in: language)
        lot.cpv = draft.cpv
        lot.nuts = draft.nuts.unique
        lot.nature = draft.nature
        lot.estimate = draft.estimate
        lot.frameworkMaximum = draft.frameworkMaximum
        lot.isUnionFunded = Self.oneAnswer(draft.fundingCodes, yes: ["eu-funds"], no: ["no-eu-funds"])
        lot.terms = draft.terms
        lot.terms.criteria.hasPrice = draft.criteria.contains("price")
        lot.terms.criteria.hasQuality = draft.criteria.contains("quality")
        lot.terms.criteria.hasCost = draft.criteria.contains("cost")
        var tendering = draft.tendering
        tendering.languages = tendering.languages.unique
        tendering.acceptsElectronicSubmission = Self.oneAnswer(
            draft.submissionCodes, yes: ["required", "allowed"], no: ["not-allowed"])
        tendering.framework.isAgreement =
            form.regime?.isConcession == true
            ? false
            : Self.oneAnswer(draft.frameworkCodes, yes: ["fa-wo-rc", "fa-w-rc", "fa-mix"], no: ["none"])
        lot.tendering = tendering
        return lot
    }

    /// Nil when the codes say nothing known, or both yes and no.
    private static func oneAnswer(_ codes: Set<String>, yes: Set<String>, no: Set<String>) -> Bool? {
        let answers = (codes.isDisjoint(with: yes), codes.isDisjoint(with: no))
        return answers == (false, true) ? true : answers == (true, false) ? false : nil
    }
}
