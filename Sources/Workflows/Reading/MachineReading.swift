import Yams

extension YAMLReader {
    /// Reads a machine's file; `expected` is the file's name without its ending, which must be its kind.
    mutating func machine(_ yaml: String, expected: String) -> Machine? {
        let known = ["kind", "version", "parent", "statuses", "moves"]
        guard let root = compose(yaml), let fields = fields(root, of: "the workflow", known: known),
            let kindNode = required("kind", in: fields, of: "the workflow", at: root),
            let versionNode = required("version", in: fields, of: "the workflow", at: root),
            let statusesNode = required("statuses", in: fields, of: "the workflow", at: root),
            let movesNode = required("moves", in: fields, of: "the workflow", at: root),
            let kind = name(kindNode, of: "`kind`"), let version = count(versionNode, of: "`version`")
        else { return nil }
        if kind.text != expected {
            report(
                at: kind.place, "the kind `\(kind)` is not the file's name",
                next: "Name the file `\(kind).yaml` or write `kind: \(expected)`.")
        }
        let parent = fields["parent"].flatMap { name($0.node, of: "`parent`") }
        return Machine(
            kind: kind, version: version, parent: parent,
            statuses: statuses(statusesNode), moves: moves(movesNode))
    }

    private mutating func statuses(_ node: Node) -> [Status] {
        (entries(node, of: "`statuses`") ?? []).compactMap { status($0) }
    }

    private mutating func status(_ entry: Entry) -> Status? {
        let known = ["initial", "final", "access", "editable", "delivered"]
        guard let name = named(entry.key, of: "a status"),
            let fields = fields(entry.node, of: "the status `\(entry.key)`", known: known)
        else { return nil }
        return Status(
            name: name,
            isInitial: flag(fields["initial"], otherwise: false),
            isFinal: flag(fields["final"], otherwise: false),
            givesAccess: flag(fields["access"], otherwise: true),
            isEditable: flag(fields["editable"], otherwise: false),
            isDelivered: flag(fields["delivered"], otherwise: false))
    }

    private mutating func moves(_ node: Node) -> [Move] {
        guard case .sequence(let sequence) = node else {
            leaveOut(
                at: place(of: node), "`moves` must be a list", next: "Begin each move with `- action: name`.")
            return []
        }
        return sequence.compactMap { move($0) }
    }

    private mutating func move(_ node: Node) -> Move? {
        let known = [
            "action", "from", "to", "by", "permission", "approval", "needs", "requires", "then", "each_child",
            "effect", "starts", "stops",
        ]
        guard let fields = fields(node, of: "the move", known: known),
            let actionNode = required("action", in: fields, of: "the move", at: node),
            let action = name(actionNode, of: "`action`"),
            let toNode = required("to", in: fields, of: "the move `\(action)`", at: node),
            let to = name(toNode, of: "`to`")
        else { return nil }
        let from = names(fields["from"])
        if let entry = fields["from"], from.isEmpty {
            leaveOut(
                at: entry.key.place, "the move `\(action)` starts from no status",
                next: "Name statuses, or leave `from` out of the move that creates the record.")
        }
        return Move(
            action: action, from: from, to: to, actor: actor(fields["by"]),
            permission: fields["permission"].flatMap { permission($0.node) },
            isApproval: flag(fields["approval"], otherwise: false),
            needs: names(fields["needs"], rule: "`reason` or `data.<key>`", where: Names.isNeed),
            requires: names(fields["requires"]), then: names(fields["then"]),
            eachChild: names(fields["each_child"]),
            effect: fields["effect"].flatMap { name($0.node, of: "`effect`") },
            starts: names(fields["starts"]), stops: names(fields["stops"]))
    }

    private mutating func actor(_ entry: Entry?) -> Move.Actor {
        entry.flatMap { value($0.node, of: "`by`") } ?? .account
    }

    private mutating func permission(_ node: Node) -> Word? {
        word(node, of: "`permission`", rule: "a permission as `resource.verb`", where: Names.isPermission)
    }

    /// A key of a mapping that is itself a name.
    mutating func named(_ key: Word, of what: String) -> Word? {
        if Names.isName(key.text) { return key }
        leaveOut(
            at: key.place, "the name of \(what) must be in lower snake case",
            next: "Write such as `in_review`.")
        return nil
    }
}
