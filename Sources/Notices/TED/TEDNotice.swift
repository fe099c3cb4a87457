extension TEDDraft {
    /// The notice that the document tells of; throws when nothing identifies it or no form is in it.
    func notice(fileName: String) throws(NoticeError) -> Notice {
        guard let read = form else {
            throw .unsupportedForm("FORM_SECTION holds no form marked CATEGORY=\"ORIGINAL\"")
        }
        let form = TEDForms.form(element: read.element, number: read.number, noticeType: noticeType)
        guard let number = documentNumber ?? NoticeNumber.inFileName(fileName) else {
            throw .missingPublicationNumber
        }
        var notice = Notice(number: number, form: form, schemaVersion: schemaVersion)
        notice.stage = TEDForms.stage(of: form, noticeType: noticeType)
        notice.publishedOn = publishedOn
        notice.dispatchedOn = dispatchedOn
        notice.language = LanguageCode.alpha2(read.language)
        notice.title = title
        notice.buyers = buyers
        notice.country = countryOfNotice ?? buyers.lazy.compactMap(\.country).first
        notice.cpv = cpv
        notice.nature = nature
        notice.isCentralPurchasing = isCentralPurchasing
        notice.details = details
        notice.estimate = estimate
        notice.total = total
        notice.procedure = procedure(in: form)
        notice.previousNumbers = previousNumbers.unique.filter { $0 != number }
        notice.correction = correction(in: notice)
        if notice.stage == .modification { numberOnlyLot() }
        notice.modifications = wholeModifications(in: notice)
        notice.tendering = tendering(in: form)
        notice.terms = form.series == .r208 ? terms : nil
        notice.lots = lots
        notice.awards = awards
        return notice
    }

    /// The F14 form names the notice that it corrects where others name an earlier one.
    private func correction(in notice: Notice) -> Correction? {
        guard notice.stage == .correction else { return nil }
        var correction = correction ?? Correction()
        correction.corrected = notice.previousNumbers
        return correction
    }

    /// The form has one contract, and its lot number often stands in one of its two places only.
    private func numberOnlyLot() {
        guard lots.count == 1, awards.count == 1, let key = awards[0].lotKey ?? lots[0].key else { return }
        lots[0].key = key
        awards[0].lotKey = key
    }

    /// Number, lot and conclusion of the contract stand in the award block above.
    private func wholeModifications(in notice: Notice) -> [Modification] {
        modifications.map { modification in
            var modification = modification
            let award = awards.count == 1 ? awards.first : nil
            modification.lotKey = award?.lotKey
            modification.contractNumber = award?.contracts.first?.number
            modification.concludedOn = award?.concludedOn
            modification.changedNotice = notice.previousNumbers.first
            return modification
        }
    }

    private func procedure(in form: NoticeForm) -> Procedure {
        var procedure = Procedure()
        procedure.type = form.series == .r209 ? type209 : type208
        procedure.directGrounds = directGrounds.unique
        procedure.isAccelerationExplained = isAccelerationExplained
        let isAccelerated =
            form.series == .r209 ? isAccelerated : procedureNames.contains { $0.contains("ACCELERATED") }
        procedure.acceleration = isAccelerated ? .yes : .notStated
        return procedure
    }

    private var type209: ProcedureType? {
        if procedureNames.contains(where: { $0.contains("WITHOUT") }) { return .direct }
        let types = Set(procedureNames.compactMap { Self.types209[$0] })
        return types.count == 1 ? types.first : nil
    }

    private static let types209: [String: ProcedureType] = [
        "PT_OPEN": .open, "PT_RESTRICTED": .restricted, "PT_COMPETITIVE_NEGOTIATION": .negotiated,
        "PT_NEGOTIATED_WITH_PRIOR_CALL": .negotiated, "PT_INVOLVING_NEGOTIATION": .negotiated,
        "PT_COMPETITIVE_DIALOGUE": .dialogue, "PT_INNOVATION_PARTNERSHIP": .innovation,
        "PT_AWARD_CONTRACT_WITH_PRIOR_PUBLICATION": .other,
    ]

    private var type208: ProcedureType? {
        let parts: [(String, ProcedureType)] = [
            ("WITHOUT", .direct), ("DIALOGUE", .dialogue), ("RESTRICTED", .restricted),
            ("NEGOTIATED", .negotiated), ("PT_OPEN", .open),
        ]
        return parts.first { part in procedureNames.contains { $0.contains(part.0) } }?.1
    }

    /// R2.0.9 leaves out what does not hold, so an absent box means no.
    private func tendering(in form: NoticeForm) -> Tendering {
        var tendering = tendering
        tendering.framework.isAgreement = tendering.framework.isAgreement ?? false
        tendering.framework.operators =
            frameworkNames.count > 1
            ? .both : frameworkNames.first.map { $0 == "SINGLE" ? .single : .several }
        tendering.framework.months =
            [frameworkYears.map { $0 * 12 }, frameworkMonths].lazy.compactMap { $0 }.first { $0 > 0 }
        if form.series == .r209 {
            tendering.acceptsElectronicSubmission = tendering.acceptsElectronicSubmission ?? false
        }
        return tendering
    }
}
