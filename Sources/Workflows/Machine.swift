/// A status machine as one YAML file states it: which statuses a record can have and which moves lead between
/// them.
public struct Machine: Hashable, Sendable {
    /// The kind of record, also the file's name: `case`, `assignment`, `report`, `referral`.
    public let kind: Word
    /// The version; a loaded (kind, version) never changes.
    public let version: Int
    /// The kind of record that this one belongs to, whose moves `then` fires.
    public let parent: Word?
    /// The statuses, in the order of the file.
    public let statuses: [Status]
    /// The moves, in the order of the file.
    public let moves: [Move]

    /// The statuses in which a record may begin; a checked machine has exactly one.
    public var initialStatuses: [Status] { statuses.filter(\.isInitial) }

    /// The status that has this name.
    public func status(named name: String) -> Status? { statuses.first { $0.name.text == name } }

    /// Every move out of a status, in the order of the file; nil stands for a record that does not exist yet.
    public func moves(from status: String?) -> [Move] {
        moves.filter { move in
            guard let status else { return move.isCreation }
            return move.from.contains { $0.text == status }
        }
    }

    /// The status that an action leads to, or nil when the machine has no such move.
    public func status(after action: String, from status: String?) -> String? {
        moves(from: status).first { $0.action.text == action }?.to.text
    }

    /// The statuses that a list of actions leads through from nothing, or nil when one of them is not a move.
    public func path(of actions: [String]) -> [String]? {
        var path: [String] = []
        for action in actions {
            guard let next = status(after: action, from: path.last) else { return nil }
            path.append(next)
        }
        return path
    }
}

/// One status of a machine.
public struct Status: Hashable, Sendable {
    /// Its name, stable text.
    public let name: Word
    /// Whether a record is created in it.
    public let isInitial: Bool
    /// Whether the record's work ends in it.
    public let isFinal: Bool
    /// Whether the person to whom the record belongs keeps access to the case.
    public let givesAccess: Bool
    /// Whether the record's content may be changed.
    public let isEditable: Bool
    /// Whether the record is open to the officers of its authority.
    public let isDelivered: Bool
}

/// One move of a machine: an action that takes a record from some statuses to one.
public struct Move: Hashable, Sendable {
    /// Who makes a move.
    public enum Actor: String, Sendable, CaseIterable {
        /// A signed-in person or a service account, by permission.
        case account
        /// The system, fired by a child's move or an expired clock.
        case system
    }

    /// The action's name, stable text.
    public let action: Word
    /// The statuses it starts from; empty for the move that creates the record.
    public let from: [Word]
    /// The status it leads to.
    public let to: Word
    /// Who makes it.
    public let actor: Actor
    /// The permission that an account needs; nil for a move of the system.
    public let permission: Word?
    /// Whether it approves or rejects another person's work.
    public let isApproval: Bool
    /// What the caller must give: `reason` or `data.<key>`.
    public let needs: [Word]
    /// Requirements that must hold.
    public let requires: [Word]
    /// Actions of the parent that are fired in the same transaction.
    public let then: [Word]
    /// Actions of every child that is still open, fired in the same transaction.
    public let eachChild: [Word]
    /// The named change of the record that the database makes with it.
    public let effect: Word?
    /// Clocks that it starts.
    public let starts: [Word]
    /// Clocks that it stops.
    public let stops: [Word]

    /// Whether the move creates the record.
    public var isCreation: Bool { from.isEmpty }
}
