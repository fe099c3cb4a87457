import Accounts
import Foundation
import Postgres

/// Where the worker meets PostgreSQL: as a system actor with the name of the duty.
public struct WorkerDesk: Sendable {
    let database: PostgresPool
    let duty: String

    /// A desk for one duty at the pool of the role `casebridge_worker`.
    public init(database: PostgresPool, duty: String) {
        self.database = database
        self.duty = duty
    }

    /// One statement in a transaction of its own.
    public func ask(_ sql: SQL) async throws -> Rows {
        try await database.pipeline(entering: Entry.system(duty), [sql])[0]
    }

    /// A transaction.
    public func converse<Result: Sendable>(_ body: (Transaction) async throws -> Result) async throws
        -> Result
    {
        try await database.transaction(entering: Entry.system(duty), body)
    }

    /// JSON of the column `answer` read into a value; nil when it is NULL.
    public func read<Value: Decodable>(_ sql: SQL, as type: Value.Type) async throws -> Value? {
        let row = try await ask(sql).only()
        guard try !row.isNull("answer") else { return nil }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(try row.bytes("answer")))
    }
}
