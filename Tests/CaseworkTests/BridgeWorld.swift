import Accounts
import Foundation
import Logging
import Postgres
import TestDatabase
import Web

@testable import Casework

/// Carla the coordinator, Ana the monitor and Ben the reviewer of one organisation, the bridge contract, and Boris of
/// another organisation, in a database of their own.
struct BridgeWorld: Sendable {
    enum Person: String, CaseIterable {
        case carla, ana, ben, boris

        var role: String {
            switch self {
            case .carla, .boris: "coordinator"
            case .ana: "monitor"
            case .ben: "reviewer"
            }
        }
    }

    let database: TestDatabase
    let app: PostgresPool
    let operators: PostgresPool
    let workers: PostgresPool
    let superuser: PostgresPool
    let people: [Person: (id: UUID, caller: Caller)]
    let contract: UUID

    var desk: Desk { Desk(database: app) }
    let entering = Entry.operator("test")

    /// Runs a test in a world that is gone afterwards.
    static func use(_ body: (BridgeWorld) async throws -> Void) async throws {
        try await Places.shared.take()
        do {
            let world = try await BridgeWorld()
            try await body(world)
            await world.close()
        } catch {
            await Places.shared.give()
            throw error
        }
        await Places.shared.give()
    }

    private init() async throws {
        database = try await TestDatabase.clone()
        app = try Self.pool(database, "casebridge_app", connections: 4)
        operators = try Self.pool(database, "casebridge_operator", connections: 1)
        workers = try Self.pool(database, "casebridge_worker", connections: 2)
        superuser = try Self.pool(database, nil, connections: 1)
        let office = AccountOffice(database: operators, entering: entering)
        try await Self.load(into: operators, entering)
        people = try await Self.people(office)
        contract = try await Self.contract(operators, superuser, entering)
    }

    func caller(_ person: Person) throws -> Caller {
        guard let known = people[person] else { throw NobodyOfThatName() }
        return known.caller
    }

    func id(_ person: Person) throws -> UUID {
        guard let known = people[person] else { throw NobodyOfThatName() }
        return known.id
    }

    /// The one value of a statement's column `v`, as the superuser sees it.
    func value<Value: PostgresValue>(_ sql: SQL, _ type: Value.Type = Value.self) async throws -> Value {
        try await superuser.query(sql).only().get("v", Value.self)
    }

    func operate(_ sql: SQL) async throws {
        _ = try await operators.pipeline(entering: entering, [sql])
    }

    private func close() async {
        for pool in [app, operators, workers, superuser] { await pool.close() }
    }

    private static func pool(
        _ database: TestDatabase, _ role: String?, connections: Int
    ) throws -> PostgresPool {
        PostgresPool(
            settings: PostgresSettings(
                connectionString: try database.connectionString(role: role), maximumConnections: connections,
                waitTimeout: .seconds(60), statementTimeout: .seconds(60)),
            logger: Logger(label: "test"))
    }
}

/// A person whom the world does not have.
struct NobodyOfThatName: Error {}

/// Swift Testing begins every test at once; the server has room for a few databases at a time.
actor Places {
    static let shared = Places()
    private var free = 4
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async throws {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
