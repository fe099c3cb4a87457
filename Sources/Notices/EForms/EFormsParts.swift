/// What stands beside lots and awards: corrections, modifications, groups of lots.
extension EFormsDraft {
    var wholeCorrection: Correction? {
        guard var correction else { return nil }
        correction.corrected = correction.corrected.unique
        correction.reasonText = correctionReason.text(in: language)
        for change in changes { add(change, to: &correction) }
        return correction
    }

    /// One change for each section that it names; one without a section when it names none.
    private func add(_ draft: ChangeDraft, to correction: inout Correction) {
        for section in draft.sections.isEmpty ? [""] : draft.sections.unique {
            var change = Correction.Change()
            change.section = section
            change.lotKey = section.hasPrefix("LOT-") ? section : nil
            change.details = draft.details.text(in: language)
            correction.add(change)
        }
    }

    /// One for each ContractModification; lot, contractors and value are those of the contract that it names.
    var wholeModifications: [Modification] {
        let lengths = Dictionary(
            lots.map { ($0.key, $0.terms.length) }, uniquingKeysWith: { first, _ in first })
        return modifications.map { draft in
            var modification = Modification()
            modification.changedNotice = draft.changedNotice
            modification.reasons = draft.reasons.unique
            modification.reasonText = draft.reasonText.text(in: language)
            modification.summary = draft.summaries.map { $0.text(in: language) }.filter { !$0.isEmpty }
                .joined(separator: "\n")
            modification.sections = draft.sections.unique
            guard let contract = contracts[draft.contract] else { return modification }
            modification.contractNumber = contract.facts.number
            modification.concludedOn = contract.facts.concludedOn
            let winners = contract.tenders.unique.compactMap { tenders[$0] }
            let keys = winners.compactMap(\.lotKey).unique
            modification.lotKey = keys.count == 1 ? keys.first : nil
            modification.length = keys.first.flatMap { lengths[$0] } ?? ContractLength()
            modification.suppliers = suppliers(of: winners)
            modification.valueAfter = sum(of: winners)
            return modification
        }
    }

    var wholeGroups: [LotGroup] {
        var groups = groupDrafts.prefix(Self.mostGroups).compactMap { draft -> LotGroup? in
            guard let key = draft.key?.nonEmpty else { return nil }
            var group = LotGroup(key: key)
            group.title = draft.title.text(in: language).onOneLine
            group.estimate = draft.estimate
            return group
        }
        for (key, lots) in self.groups.prefix(Self.mostGroups) where !key.isEmpty {
            if let index = groups.firstIndex(where: { $0.key == key }) {
                groups[index].lotKeys = (groups[index].lotKeys + lots).unique
            } else {
                groups.append(LotGroup(key: key))
                groups[groups.count - 1].lotKeys = lots.unique
            }
        }
        return groups
    }

    // Looking a group up goes through all of them.
    private static let mostGroups = 1000
}
