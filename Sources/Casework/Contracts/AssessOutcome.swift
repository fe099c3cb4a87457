import Foundation
import Notices

/// What an assessment of all stored notices changed.
public struct AssessOutcome: Sendable {
    private struct Answer: Decodable {
        let notices: Int
        let scores: Int
        let changes: [Change]
    }

    private struct Change: Decodable {
        let indicator: String
        let before: String?
        let after: String?
        let contracts: Int
    }

    private struct Kind: Hashable, Comparable {
        let indicator: String
        let before: String
        let after: String

        static func < (one: Self, other: Self) -> Bool {
            (one.indicator, one.before, one.after) < (other.indicator, other.before, other.after)
        }
    }

    /// Notices whose indicators were computed.
    public private(set) var notices = 0
    /// Notices with other results than before.
    public private(set) var changed = 0
    private var scores = 0
    private var changes: [Kind: Int] = [:]
    /// Stored notices that the reader refuses now, each with the reason; their results stay as they were.
    public internal(set) var unreadable: [String] = []

    mutating func add(_ answer: String, notices: Int) throws {
        let answer = try JSONDecoder().decode(Answer.self, from: Data(answer.utf8))
        self.notices += notices
        changed += answer.notices
        scores += answer.scores
        for change in answer.changes {
            let kind = Kind(
                indicator: change.indicator, before: change.before ?? "none", after: change.after ?? "none")
            changes[kind, default: 0] += change.contracts
        }
    }

    /// What changed for how many contracts, one line each, and the sums.
    public var lines: [String] {
        changes.sorted { $0.key < $1.key }.map { kind, count in
            "\(kind.indicator)\t\(kind.before) -> \(kind.after)\t\(count)"
        } + unreadable + [
            "\(notices) notices assessed, \(changed) with other results than before, "
                + "\(scores) contracts with another score, \(unreadable.count) unreadable"
        ]
    }

    /// `{"notices", "changed", "scores", "changes": [{"indicator", "before", "after", "contracts"}], "unreadable"}`
    public var json: String {
        var json = JSONWriter()
        json.object { json in
            json.field("notices", notices)
            json.field("changed", changed)
            json.field("scores", scores)
            json.field("changes") { json in
                json.array(changes.sorted { $0.key < $1.key }) { json, change in
                    json.object { json in
                        json.field("indicator", change.key.indicator)
                        json.field("before", change.key.before)
                        json.field("after", change.key.after)
                        json.field("contracts", change.value)
                    }
                }
            }
            json.field("unreadable", unreadable)
        }
        return json.text
    }
}
