import Foundation

/// A machine as a database keeps it, without the places of a file: enough to draw it.
public struct StoredMachine: Decodable, Sendable {
    struct StoredStatus: Decodable, Sendable {
        let name: String
        let isInitial: Bool
        let isFinal: Bool
    }

    struct StoredMove: Decodable, Sendable {
        let action: String
        let from: [String]
        let to: String
        let by: String
        let isApproval: Bool
    }

    /// The kind of record.
    public let kind: String
    /// The version that new records get.
    public let version: Int
    let statuses: [StoredStatus]
    let moves: [StoredMove]

    /// The machine's picture, as a standalone SVG document.
    public func svg(wording: @escaping WorkflowDrawing.Wording) -> String {
        WorkflowDrawing(of: machine, wording: wording).svg()
    }

    var machine: Machine {
        Machine(
            kind: word(kind), version: version, parent: nil,
            statuses: statuses.map {
                Status(
                    name: word($0.name), isInitial: $0.isInitial, isFinal: $0.isFinal, givesAccess: true,
                    isEditable: false, isDelivered: false)
            },
            moves: moves.map {
                Move(
                    action: word($0.action), from: $0.from.map(word), to: word($0.to),
                    actor: Move.Actor(rawValue: $0.by) ?? .system, permission: nil,
                    isApproval: $0.isApproval, needs: [], requires: [], then: [], eachChild: [],
                    effect: nil, starts: [], stops: [])
            })
    }

    private func word(_ text: String) -> Word { Word(text, at: Place(file: kind, line: 1, column: 1)) }
}
