import Foundation
import Logging
import Postgres
import TestDatabase

@testable import Accounts

/// Ana's account behind its door, in a database of its own; hashes are cheap here.
struct DoorWorld: Sendable {
    static let cheap = Argon2Parameters(memory: 64, iterations: 1, parallelism: 1)
    static let password = "the river under the bridge"
    static let email = "ana@example.org"

    let database: TestDatabase
    let door: PostgresPool
    let operators: PostgresPool
    let superuser: PostgresPool
    let passwords: Passwords
    let ana: UUID

    var keeper: DoorKeeper { DoorKeeper(database: door, passwords: passwords) }
    var office: AccountOffice { AccountOffice(database: operators, entering: Entry.operator("test")) }

    static func use(_ body: (DoorWorld) async throws -> Void) async throws {
        let world = try await DoorWorld()
        try await body(world)
        for pool in [world.door, world.operators, world.superuser] { await pool.close() }
    }

    private init() async throws {
        database = try await TestDatabase.clone()
        door = try Self.pool(database, "casebridge_sign_in")
        operators = try Self.pool(database, "casebridge_operator")
        superuser = try Self.pool(database, nil)
        passwords = try Passwords(parameters: Self.cheap)
        let office = AccountOffice(database: operators, entering: Entry.operator("test"))
        let watch = try await office.create(
            NewOrganisation(kind: .monitoring, name: "Bridge Watch", country: "IT", timeZone: "Europe/Rome"))
        ana = try await office.create(
            NewAccount(organisation: watch, email: Self.email, name: "Ana", language: "it", roles: []),
            passwordHash: try await passwords.hash(Self.password))
    }

    private static func pool(_ database: TestDatabase, _ role: String?) throws -> PostgresPool {
        PostgresPool(
            settings: PostgresSettings(
                connectionString: try database.connectionString(role: role), maximumConnections: 2,
                waitTimeout: .seconds(60)),
            logger: Logger(label: "test"))
    }

    /// Tries from a network that no other try came from, unless one is named.
    func signIn(
        _ email: String = DoorWorld.email, _ password: String = DoorWorld.password,
        network: String = UUID().uuidString
    ) async throws -> SignInOutcome {
        try await keeper.signIn(email: email, password: password, by: Visitor(network: network))
    }

    /// Failures that happened before the test.
    func fail(_ count: Int, email: String = DoorWorld.email, network: String = "elsewhere") async throws {
        for _ in 0..<count {
            _ = try await door.query("SELECT casebridge.sign_in_failed(\(email), \(network))")
        }
    }

    /// Ana owes a second factor from now on, as whoever holds a role that decides.
    func demandSecondFactor() async throws {
        try await superuser.transaction(entering: nil) { transaction in
            _ = try await transaction.query("SELECT set_config('role', 'casebridge_gate', true)")
            _ = try await transaction.query(
                "INSERT INTO casebridge.role (name, scope, grantors, permissions) VALUES ('approver', 'organisation', 2, '{}')"
            )
            _ = try await transaction.query(
                """
                INSERT INTO casebridge.role_grant (account_id, organisation_id, role, scope, by_operator, granted_at)
                SELECT id, organisation_id, 'approver', 'organisation', true, now() FROM casebridge.account WHERE id = \(ana)
                """)
        }
    }

    /// The one value of a statement's column `v`.
    func value<Value: PostgresValue>(_ sql: SQL, _ type: Value.Type = Value.self) async throws -> Value {
        try await superuser.query(sql).only().get("v", Value.self)
    }
}

extension SignInOutcome {
    var token: SecretToken? { if case .signedIn(let token, _) = self { token } else { nil } }
    var ticket: SecretToken? {
        switch self {
        case .owesCode(let ticket), .owesEnrolment(let ticket): ticket
        default: nil
        }
    }
    var isRefused: Bool { if case .refused = self { true } else { false } }
    var seconds: Int? { if case .wait(let seconds) = self { seconds } else { nil } }
}

extension CodeOutcome {
    var token: SecretToken? { if case .signedIn(let token) = self { token } else { nil } }
}
