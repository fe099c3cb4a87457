import Notices

/// Only so many candidates are invited, and nothing says by what they are chosen.
struct CandidatesWithoutCriteria: Indicator {
    static let id = "candidates-without-criteria"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
        if notice.form.isSocialOrConcessionForm { return notApplicable(notice, .formHasNoField) }
        return perLot(of: notice) { lot, terms, _ in
            let judgement = judge(notice.procedure.type, terms.candidates)
            let facts = CandidateFacts(
                procedure: notice.procedure.type, candidates: terms.candidates, reason: judgement.reason)
            return result(judgement, lot: lot, .candidates(facts))
        }
    }

    private func judge(_ procedure: ProcedureType?, _ candidates: Candidates) -> Judgement {
        guard let procedure else { return .missing(.procedureUnknown) }
        guard [.restricted, .negotiated, .dialogue, .innovation].contains(procedure) else {
            return .notApplicable(.procedureNotCovered)
        }
        if candidates.number == nil { return .notApplicable(.candidatesNotLimited) }
        return .decided(flag: !candidates.haveCriteria)
    }
}
