import Accounts
import Crypto
import Foundation
import Hummingbird
import Postgres
import Web

/// What the database answered: ready JSON, and the record's version where it has one.
public struct DatabaseAnswer: Sendable {
    /// JSON as PostgreSQL wrote it.
    public let json: ByteBuffer
    /// For the ETag.
    public let version: Int64?

    init(_ rows: Rows) throws {
        let row = try rows.only()
        guard try !row.isNull("answer") else { throw Refusal.notFound }
        json = ByteBuffer(bytes: try row.bytes("answer"))
        version = rows.columns.contains("version") ? try row.get("version", Int64?.self) : nil
    }

    /// Cursor of a list's next page, for the Link header. A list ends with its `next`: it is read there, since to ask
    /// PostgreSQL for one member would make it read the whole list once more.
    public var next: String? {
        let end = json.readableBytesView.suffix(Self.longestCursor)
        guard let key = end.lastRange(of: Array(#""next" : ""#.utf8)) else { return nil }
        let value = end[key.upperBound...]
        guard value.suffix(2).elementsEqual(#""}"#.utf8) else { return nil }
        return String(decoding: value.dropLast(2), as: UTF8.self)
    }

    private static let longestCursor = 1_100

    /// The JSON read into a value; snake_case keys become camelCase properties.
    public func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(json.readableBytesView))
    }
}

/// Where a signed-in request meets PostgreSQL: enters with the caller's token and asks, in one round trip.
/// Every statement gives one row with the column `answer`, and `version` where there is an ETag.
public struct Desk: Sendable {
    private let database: PostgresPool

    /// A desk before the pool of the role `casebridge_app`.
    public init(database: PostgresPool) { self.database = database }

    /// One statement as this caller; throws what PostgreSQL refuses.
    public func ask(_ caller: Caller, _ sql: SQL) async throws -> DatabaseAnswer {
        let rows = try await database.pipeline(entering: Entry.account(caller), [sql])
        return try DatabaseAnswer(rows[0])
    }

    /// One statement as nobody: row-level security shows no row of any case.
    public func askOpenly(_ sql: SQL) async throws -> DatabaseAnswer {
        let rows = try await database.query(sql)
        guard rows.first != nil else { throw Refusal.notFound }
        return try DatabaseAnswer(rows)
    }

    /// Several statements in one transaction and one round trip.
    public func ask(_ caller: Caller, all statements: [SQL]) async throws -> [DatabaseAnswer] {
        try await database.pipeline(entering: Entry.account(caller), statements).map(DatabaseAnswer.init)
    }

    /// What the bearer of a calendar's address sees; nobody enters by it. Nil for an address that is none.
    func calendar(_ address: SecretToken) async throws -> CalendarFeed? {
        let row = try await database.query("SELECT casebridge.calendar_feed(\(address.text)) AS answer")
            .only()
        guard try !row.isNull("answer") else { return nil }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(CalendarFeed.self, from: Data(try row.bytes("answer")))
    }

    /// A transaction that looks before it writes, as saving answers does.
    public func converse<Result: Sendable>(
        _ caller: Caller, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await database.transaction(entering: Entry.account(caller), body)
    }

    /// Makes something once: a repeated key of the same caller and route gets the first answer again.
    public func make(_ caller: Caller, _ once: Once?, _ sql: SQL) async throws -> DatabaseAnswer {
        guard let once else { return try await ask(caller, sql) }
        let claim: SQL = "SELECT casebridge.claim_key(\(once.key), \(once.route), \(once.digest))"
        let work: SQL = """
            WITH made AS MATERIALIZED (\(sql)), kept AS MATERIALIZED (
                SELECT casebridge.keep_answer(\(once.key), \(once.route), \(once.digest), 201, answer::text) FROM made)
            SELECT answer FROM made, kept
            """
        do {
            let answered = try await database.pipeline(
                entering: Entry.account(caller), [claim, work.withVersion])
            return try DatabaseAnswer(answered[1])
        } catch let error as PostgresError where error.sqlState == "MV208" {
            let known: SQL = """
                SELECT (casebridge.known_answer(\(once.key), \(once.route)) ->> 'answer')::json AS answer
                """
            return try await ask(caller, known.withVersion)
        }
    }
}

/// A POST that the caller may repeat without a second effect.
public struct Once: Sendable {
    let key: String
    let route: String
    let digest: [UInt8]

    /// Key, route and what was sent; nil without a key.
    public init?(key: String?, route: String, payload: [UInt8]) {
        guard let key else { return nil }
        self.key = key
        self.route = route
        self.digest = Array(SHA256.hash(data: payload))
    }

    /// The same for a JSON request.
    static func read(_ request: Request, _ route: String, _ body: JSONBody) throws -> Once? {
        Once(key: try IdempotencyKey.read(request), route: route, payload: JSON.object(body.members).utf8)
    }
}
