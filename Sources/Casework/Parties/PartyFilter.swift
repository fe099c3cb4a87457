import Foundation
import Hummingbird
import Web

/// What a reader of the list of organisations asked for; blank words are no filter.
struct PartyFilter: Sendable {
    /// Characters; what is longer is refused.
    static let longestWords = 200
    private(set) var members: JSONMembers = [:]

    init(_ request: Request) throws(Refusal) {
        let query = QueryInput(request)
        members["limit"] = .integer(try query.integer("limit", 1...100) ?? 50)
        if let text = try query.text("q", atMost: Self.longestWords) { members["q"] = .string(text) }
        if let country = query["country"] { members["country"] = .string(country.uppercased()) }
        if let text = query["cursor"] {
            let cursor = try Cursor(text, count: 2)
            guard UUID(uuidString: cursor.parts[1]) != nil else { throw .malformed("malformed_cursor") }
            members["after_name"] = .string(cursor.parts[0])
            members["after_id"] = .string(cursor.parts[1])
        }
    }

    /// Those with these words in their names, at most twenty.
    init(words: String) {
        members = ["limit": .integer(20), "q": .string(String(words.prefix(Self.longestWords)))]
    }

    var document: JSON { .object(members) }
}
