extension WorkflowSet {
    /// The JSON text that the database's `load_workflows(jsonb)` takes: `{"workflows", "roles",
    /// "roles_version", "clocks", "clocks_version"}`, keys sorted, so that the same files always give the
    /// same text.
    /// Each workflow carries its own canonical text as `definition`; the database hashes it.
    public func documents() -> String {
        JSONText.object([
            "workflows": .array(machines.map(Self.workflow)),
            "roles": .array(roles.all.map(Self.role)),
            "roles_version": .int(roles.version),
            "clocks": .array(clocks.all.map(Self.clock)),
            "clocks_version": .int(clocks.version),
        ]).canonical
    }

    private static func workflow(_ machine: Machine) -> JSONText {
        var members = members(of: machine)
        members["definition"] = .string(machine.definition)
        return .object(members)
    }

    fileprivate static func members(of machine: Machine) -> [String: JSONText] {
        [
            "kind": .string(machine.kind.text),
            "version": .int(machine.version),
            "parent": .optional(machine.parent),
            "statuses": .array(
                machine.statuses.enumerated().map { status($0.element, position: $0.offset + 1) }),
            "moves": .array(machine.moves.map(move)),
        ]
    }

    private static func status(_ status: Status, position: Int) -> JSONText {
        .object([
            "name": .string(status.name.text),
            "position": .int(position),
            "initial": .bool(status.isInitial),
            "final": .bool(status.isFinal),
            "access": .bool(status.givesAccess),
            "editable": .bool(status.isEditable),
            "delivered": .bool(status.isDelivered),
        ])
    }

    private static func move(_ move: Move) -> JSONText {
        .object([
            "action": .string(move.action.text),
            "from": .words(move.from),
            "to": .string(move.to.text),
            "by": .string(move.actor.rawValue),
            "permission": .optional(move.permission),
            "approval": .bool(move.isApproval),
            "needs": .words(move.needs),
            "requires": .words(move.requires),
            "then": .words(move.then),
            "each_child": .words(move.eachChild),
            "effect": .optional(move.effect),
            "starts": .words(move.starts),
            "stops": .words(move.stops),
        ])
    }

    private static func role(_ role: Role) -> JSONText {
        .object([
            "name": .string(role.name.text),
            "scope": .string(role.scope.rawValue),
            "grantors": .int(role.grantors),
            "permissions": .words(role.permissions),
        ])
    }

    private static func clock(_ clock: Clock) -> JSONText {
        .object([
            "name": .string(clock.name.text),
            "days": clock.days.map(JSONText.int) ?? .null,
            "due": .string(clock.days == nil ? "given" : "counted"),
            "owed_by": .string(clock.owedBy.rawValue),
            "soft": .int(clock.soft),
            "expires": .optional(clock.expires),
        ])
    }
}

extension Machine {
    /// The machine as canonical JSON: two files that differ only in comments and spacing give the same text.
    public var definition: String { JSONText.object(WorkflowSet.members(of: self)).canonical }
}
