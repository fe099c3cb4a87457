import Notices

/// A competition that ended without a contract and without a reason.
struct NotAwardedWithoutReason: ContractRule {
    static let id = "not-awarded-without-reason"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        if hasNoField(notice.kind, notice.form.series) { return notApplicable(notice, .formHasNoField) }
        return perAward(of: notice) { award in
            let ruling = rule(AwardTraits(award))
            let facts = FailureFacts(
                outcome: award.outcome, cause: award.failure.reason, reason: ruling.reason)
            return result(ruling, lot: award.lotKey, block: award.block, .failure(facts))
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling {
        if hasNoField(contract.notice.kind, contract.notice.series) { return .notApplicable(.formHasNoField) }
        return contract.ofAward { award, _, _ in rule(award) }
    }

    @inline(__always)
    private func hasNoField(_ kind: NoticeKind, _ series: NoticeForm.Series) -> Bool {
        kind == .awardNotice && series == .r208
    }

    @inline(__always)
    private func rule(_ award: AwardTraits) -> Ruling {
        switch award.outcome {
        case .awarded: .notApplicable(.wasAwarded)
        case .unknown: .missing(.outcomeUnknown)
        case .notAwarded where award.isCompetitionOpen: .notApplicable(.competitionOpen)
        case .notAwarded: .decided(flag: !award.hasFailureReason)
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
