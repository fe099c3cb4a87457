import Web

/// What this reader does next with a referral, or whom he waits for; partial `Referrals/next`.
struct NextStep: Sendable {
    let title: String
    let text: String
    let due: String?
    let tag: StatusTag?

    init(_ referral: ReferralRecord, _ words: PageWords) {
        let side = referral.isSender ? "sender" : "officer"
        let isAsked = referral.questions.contains { $0.answer == nil }
        let isOpen = ["sent", "acknowledged", "accepted"].contains(referral.status)
        let state = isOpen && isAsked ? "asked" : referral.status
        let key = "referrals.next.\(side).\(state)"
        title = words.find("\(key).title") ?? words("referrals.next.finished.title")
        text = words.find("\(key).text") ?? words("referrals.next.finished.text")
        let clock = referral.clocks.first { !$0.paused }
        due = clock.map { clock in
            words(
                "referrals.next.due",
                [
                    "name": words.clock(clock.name),
                    "date": words.date(clock.dueOn) ?? clock.dueOn,
                    "owed_by": words.find("workflow.owed_by.\(clock.owedBy)") ?? clock.owedBy,
                ])
        }
        tag = clock.flatMap { ClockLines([$0], words).lines.first?.tag }
    }
}
