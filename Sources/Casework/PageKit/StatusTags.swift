import Web

extension PageWords {
    /// A status of a record as a tag. A status that this program does not know yet shows its own word.
    func status(_ kind: String, _ status: String) -> StatusTag {
        StatusTag(find("workflow.statuses.\(kind).\(status)") ?? status, Self.style(status))
    }

    /// What a move is called before it is made.
    func action(_ kind: String, _ action: String) -> String {
        find("workflow.actions.\(kind).\(action)") ?? action
    }

    /// A role's name.
    func role(_ role: String) -> String { find("workflow.roles.\(role).name") ?? role }

    private static func style(_ status: String) -> StatusTag.Style {
        switch status {
        case "closed", "completed", "approved", "concluded": .done
        case "changes_requested": .warning
        case "selected", "offered", "draft", "prepared", "discarded", "declined", "expired", "withdrawn",
            "reassigned", "rejected", "revoked", "forwarded":
            .quiet
        default: .active
        }
    }
}
