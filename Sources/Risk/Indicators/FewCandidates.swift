import Notices

/// Fewer candidates to be invited than the law demands where the buyer limits their number.
struct FewCandidates: Indicator {
    static let id = "few-candidates"
    let rule: IndicatorRule
    private let minimums: Timetable<Minimum>

    private struct Minimum {
        let law: String
        let byProcedure: [ProcedureType: Int]
    }

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        let keys = ["law"] + ProcedureType.allCases.map(\.rawValue)
        minimums = try file.timetable(keys: keys) { row throws(RuleError) in
            var byProcedure: [ProcedureType: Int] = [:]
            for procedure in ProcedureType.allCases {
                byProcedure[procedure] = try row.optionalNumber(procedure.rawValue)
            }
            return Minimum(law: try row.text("law"), byProcedure: byProcedure)
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
        if notice.form.isSocialOrConcessionForm { return notApplicable(notice, .formHasNoField) }
        let minimum = minimums.row(for: notice)?.value
        return perLot(of: notice) { lot, terms, _ in
            let judgement = judge(notice.procedure.type, terms.candidates, minimum)
            let facts = CandidateFacts(
                procedure: notice.procedure.type, candidates: terms.candidates, reason: judgement.reason)
            return result(judgement, lot: lot, .candidates(facts))
        }
    }

    private func judge(
        _ procedure: ProcedureType?, _ candidates: Candidates, _ minimum: Minimum?
    ) -> Judgement {
        guard let minimum else { return .notApplicable(.regimeWithoutRule) }
        guard let procedure else { return .missing(.procedureUnknown) }
        guard let least = minimum.byProcedure[procedure] else { return .notApplicable(.procedureNotCovered) }
        // Not limited: all who qualify are invited.
        guard let number = candidates.number else { return .notApplicable(.candidatesNotLimited) }
        return .decided(flag: number < least, .fewestCandidates(least, law: minimum.law))
    }
}

/// What few-candidates looks at.
public struct CandidateFacts: Hashable, Sendable, JSONWritable {
    let procedure: ProcedureType?
    let candidates: Candidates
    let reason: Reason?

    /// `{"procedure", "candidates", "envisaged_candidates"?, "minimum_candidates"?, "maximum_candidates"?,
    /// "candidate_criteria", "reason"?}`; candidates is the number used.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("procedure", procedure)
            json.field("candidates", candidates.number)
            if let envisaged = candidates.envisaged { json.field("envisaged_candidates", envisaged) }
            if let minimum = candidates.minimum { json.field("minimum_candidates", minimum) }
            if let maximum = candidates.maximum { json.field("maximum_candidates", maximum) }
            json.field("candidate_criteria", candidates.haveCriteria)
            if let reason { json.field("reason", reason) }
        }
    }
}
