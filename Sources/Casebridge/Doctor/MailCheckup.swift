import Mail

/// Whether mails are sent, and what holds up those that are not.
struct MailCheckup {
    let state: MailState
    let hasMail: Bool

    func findings() -> [Finding] { [queue, lost] }

    private var queue: Finding {
        guard hasMail else {
            return .well("mail is off: nobody is told by mail, and the operator hands links over")
        }
        let what = "mails go out"
        guard state.retried > 0 else { return .well(what) }
        return .warning(
            what,
            "\(state.retried) of \(state.waiting) that wait have failed, the oldest waits for "
                + "\(Int(state.oldestSeconds) / 60) minutes; \(advice(state.lastError))",
            next:
                "casebridge mail try YOUR-ADDRESS sends one now; those that wait are tried again by themselves"
        )
    }

    private var lost: Finding {
        let what = "mails that were given up"
        guard state.failed > 0 else { return .well(what) }
        return .warning(
            what, "\(state.failed) in seven days; the last: \(advice(state.lastFailure))",
            next:
                "invitations: send them again on the page of invitations; the others are told on the pages too"
        )
    }

    private func advice(_ code: String?) -> String {
        guard let code else { return "unknown" }
        return MailFailure(rawValue: code)?.advice ?? code
    }
}
