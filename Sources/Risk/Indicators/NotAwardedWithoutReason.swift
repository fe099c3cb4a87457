import Notices

/// A competition that ended without a contract and without a reason.
struct NotAwardedWithoutReason: Indicator {
    static let id = "not-awarded-without-reason"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        if notice.kind == .awardNotice, notice.form.series == .r208 {
            return notApplicable(notice, .formHasNoField)
        }
        return perAward(of: notice) { award in
            let judgement = judge(award)
            let facts = FailureFacts(
                outcome: award.outcome, cause: award.failure.reason, reason: judgement.reason)
            return result(judgement, lot: award.lotKey, block: award.block, .failure(facts))
        }
    }

    private func judge(_ award: Award) -> Judgement {
        switch award.outcome {
        case .awarded: .notApplicable(.wasAwarded)
        case .unknown: .missing(.outcomeUnknown)
        case .notAwarded where award.failure.isCompetitionOpen: .notApplicable(.competitionOpen)
        case .notAwarded: .decided(flag: award.failure.reason == nil)
        }
    }
}

/// What not-awarded-without-reason looks at.
public struct FailureFacts: Hashable, Sendable, JSONWritable {
    let outcome: Award.Outcome
    /// As the notice writes it: a code of BT-144, the name of a TED element.
    let cause: String?
    let reason: Reason?

    /// `{"outcome", "cause", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("outcome", outcome)
            json.field("cause", cause)
            if let reason { json.field("reason", reason) }
        }
    }
}
