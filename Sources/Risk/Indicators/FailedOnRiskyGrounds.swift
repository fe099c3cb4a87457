import Notices

/// A competition that ended without a contract for a reason that is easily brought about. Only eForms say it in
/// codes; the two boxes of the TED forms are too wide.
struct FailedOnRiskyGrounds: Indicator {
    static let id = "failed-on-risky-grounds"
    let rule: IndicatorRule
    private let causes: Timetable<[String]>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        causes = try file.timetable(keys: ["causes"]) { row throws(RuleError) in
            let causes = try row.texts("causes")
            if causes.isEmpty { throw row.fault("\"causes\" is missing or empty") }
            return causes
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        if notice.kind == .awardNotice, notice.form.series != .eforms {
            return notApplicable(notice, .formHasNoField)
        }
        let causes = causes.row(for: notice)?.value
        return perAward(of: notice) { award in
            let judgement = judge(award, causes)
            let facts = FailureFacts(
                outcome: award.outcome, cause: award.failure.reason, reason: judgement.reason)
            return result(judgement, lot: award.lotKey, block: award.block, .failure(facts))
        }
    }

    private func judge(_ award: Award, _ causes: [String]?) -> Judgement {
        guard let causes else { return .notApplicable(.countryWithoutRule) }
        switch award.outcome {
        case .awarded: return .notApplicable(.wasAwarded)
        case .unknown: return .missing(.outcomeUnknown)
        case .notAwarded where award.failure.isCompetitionOpen: return .notApplicable(.competitionOpen)
        case .notAwarded: break
        }
        guard let cause = award.failure.reason else { return .missing(.causeMissing) }
        return .decided(flag: causes.contains(cause), .causes(causes))
    }
}
