extension WorkflowCheck {
    /// Resources whose reading or moving shows what a case is about.
    static let caseContent: Set<String> = [
        "assignment", "case", "evidence", "identity", "person", "publication", "referral", "report",
    ]

    /// Doubled roles, roles that one person could grant though they open cases, and permissions that nothing
    /// asks for.
    func roleProblems() -> [Diagnostic] {
        var names: Set<String> = []
        let doubled = set.roles.all.filter { !names.insert($0.name.text).inserted }.map { role in
            Diagnostic(at: role.name.place, "the role `\(role.name)` stands twice", next: "Remove one.")
        }
        return doubled + set.roles.all.flatMap { easilyGranted($0) + seesAsAdministrator($0) + unused($0) }
    }

    /// Inside an organisation, two people open case content to a third; an authority rules its own officers.
    private func easilyGranted(_ role: Role) -> [Diagnostic] {
        guard role.scope != .authority, role.grantors < 2, let permission = firstOfCases(role) else {
            return []
        }
        return [
            Diagnostic(
                at: role.name.place,
                "one person could grant the role `\(role.name)`, which has `\(permission)`",
                next: "Write `grantors: 2`, or remove what opens cases.")
        ]
    }

    /// Whoever manages accounts sees no case content.
    private func seesAsAdministrator(_ role: Role) -> [Diagnostic] {
        let administers = role.permissions.contains { ["user.manage", "role.grant"].contains($0.text) }
        guard administers, let permission = firstOfCases(role) else { return [] }
        return [
            Diagnostic(
                at: permission.place, "the role `\(role.name)` manages accounts and has `\(permission)`",
                next: "Move one of the two to another role.")
        ]
    }

    private func firstOfCases(_ role: Role) -> Word? {
        role.permissions.first { permission in
            Self.caseContent.contains(String(permission.text.prefix { $0 != "." }))
        }
    }

    private func unused(_ role: Role) -> [Diagnostic] {
        let asked = Set(set.machines.flatMap(\.moves).compactMap(\.permission?.text)).union(
            catalogue.permissions)
        return role.permissions.filter { !asked.contains($0.text) }.map { permission in
            Diagnostic(
                at: permission.place, "nothing asks for the permission `\(permission)`",
                next: "Remove it, or correct its name.", severity: .warning)
        }
    }
}
