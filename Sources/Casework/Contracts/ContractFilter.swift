import Foundation
import Hummingbird
import Postgres
import Web

/// What a reader of the selection list asked for. Unknown words are refused, blank ones are no filter.
struct ContractFilter: Sendable {
    /// Names of the query's parameters, in the order of the form.
    static let names = ["q", "country", "min_score", "flag", "buyer", "supplier", "cpv"]
    /// Those whose text is looked for in all contracts that the others leave.
    private static let texts = ["q", "buyer", "supplier"]
    private(set) var members: JSONMembers = [:]
    let limit: Int

    init(_ request: Request) throws(Refusal) {
        let query = QueryInput(request)
        limit = try query.integer("limit", 1...100) ?? 50
        members["limit"] = .integer(limit)
        for name in Self.texts {
            if let text = try query.text(name, atMost: 200) { members[name] = .string(text) }
        }
        if let country = query["country"] { members["country"] = .string(country.uppercased()) }
        // From a division to the whole code: a single digit is nothing of the vocabulary (regulation 213/2008).
        if let cpv = try query.digits("cpv", 2...8) { members["cpv"] = .string(cpv) }
        if let score = try query.integer("min_score", 0...100) { members["min_score"] = .integer(score) }
        let flags = try query.texts("flag", atMost: 200, length: 60)
        if !flags.isEmpty { members["flag"] = .array(flags.map(JSON.string)) }
        _ = try query.choice("sort", ["-score"])
        if let text = query["cursor"] {
            let cursor = try Cursor(text, count: 2)
            guard cursor.parts[0].wholeMatch(of: /-?(0|[1-9][0-9]{0,3})(\.[0-9]{1,2})?/) != nil,
                UUID(uuidString: cursor.parts[1]) != nil
            else {
                throw .malformed("malformed_cursor")
            }
            members["after_rank"] = .number(cursor.parts[0])
            members["after_id"] = .string(cursor.parts[1])
        }
    }

    var document: JSON { .object(members) }

    /// What `ask` answers; 422 where PostgreSQL's time for a statement ended while a text was looked for, since asking the
    /// same again would end as it did.
    func searching<Answer: Sendable>(_ ask: () async throws -> Answer) async throws -> Answer {
        do {
            return try await ask()
        } catch let error as PostgresError where error.kind == .timeout {
            let given = Self.texts.filter { members[$0] != nil }
            guard !given.isEmpty else { throw error }
            let reasons = given.map { RefusalReason("too_many_to_read", pointer: "?" + $0) }
            throw Refusal(422, "search_too_wide", reasons: reasons)
        }
    }
}
