import Yams

extension YAMLReader {
    /// Reads `roles.yaml`.
    mutating func roles(_ yaml: String) -> Roles? {
        guard let (version, node) = versioned(yaml, list: "roles"), let entries = entries(node, of: "`roles`")
        else { return nil }
        return Roles(version: version, all: entries.compactMap { role($0) })
    }

    /// Reads `clocks.yaml`.
    mutating func clocks(_ yaml: String) -> Clocks? {
        guard let (version, node) = versioned(yaml, list: "clocks"),
            let entries = entries(node, of: "`clocks`")
        else { return nil }
        return Clocks(version: version, all: entries.compactMap { clock($0) })
    }

    private mutating func versioned(_ yaml: String, list: String) -> (Int, Node)? {
        guard let root = compose(yaml), let fields = fields(root, of: "the file", known: ["version", list]),
            let versionNode = required("version", in: fields, of: "the file", at: root),
            let version = count(versionNode, of: "`version`"),
            let node = required(list, in: fields, of: "the file", at: root)
        else { return nil }
        return (version, node)
    }

    private mutating func role(_ entry: Entry) -> Role? {
        let what = "the role `\(entry.key)`"
        guard let name = named(entry.key, of: "a role"),
            let fields = fields(entry.node, of: what, known: ["scope", "grantors", "permissions"]),
            let scopeNode = required("scope", in: fields, of: what, at: entry.node),
            let scope: Role.Scope = value(scopeNode, of: "`scope`"),
            let grantorsNode = required("grantors", in: fields, of: what, at: entry.node),
            let grantors = count(grantorsNode, of: "`grantors`")
        else { return nil }
        let permissions = names(
            fields["permissions"], rule: "a permission as `resource.verb`", where: Names.isPermission)
        return Role(name: name, scope: scope, grantors: grantors, permissions: permissions)
    }

    private mutating func clock(_ entry: Entry) -> Clock? {
        let what = "the clock `\(entry.key)`"
        guard let name = named(entry.key, of: "a clock"),
            let fields = fields(entry.node, of: what, known: ["days", "due", "owed_by", "soft", "expires"]),
            let debtorNode = required("owed_by", in: fields, of: what, at: entry.node),
            let debtor: Clock.Debtor = value(debtorNode, of: "`owed_by`"),
            let softNode = required("soft", in: fields, of: what, at: entry.node),
            let soft = count(softNode, of: "`soft`"), let span = span(fields, of: what, at: entry.key.place)
        else { return nil }
        if soft > 99 {
            report(
                at: place(of: softNode), "`soft` must be below 100", next: "Write a percentage such as 70.")
        }
        let expires = fields["expires"].flatMap { self.name($0.node, of: "`expires`") }
        return Clock(name: name, days: span.days, owedBy: debtor, soft: soft, expires: expires)
    }

    private enum Due: String, CaseIterable { case counted, given }

    private enum Span {
        case given
        case counted(Int)

        var days: Int? {
            if case .counted(let days) = self { days } else { nil }
        }
    }

    private mutating func span(_ fields: [String: Entry], of what: String, at place: Place) -> Span? {
        var due: Due = .counted
        if let entry = fields["due"] {
            guard let written: Due = value(entry.node, of: "`due`") else { return nil }
            due = written
        }
        switch (due, fields["days"]) {
        case (.given, nil): return .given
        case (.counted, .some(let entry)): return count(entry.node, of: "`days`").map(Span.counted)
        default:
            leaveOut(
                at: place, "\(what) needs either `days` or `due: given`",
                next: "Count days from the start, or take the date that is given, not both.")
            return nil
        }
    }
}
