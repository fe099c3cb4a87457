import Foundation
import Logging
import Postgres

/// The one server of a test run: the cluster that `CASEBRIDGE_TEST_POSTGRES` names, or one of our own.
actor TestServer {
    static let shared = TestServer()

    private var starting: Task<PostgresPool, any Error>?
    private var cluster: Cluster?
    private var address = ""

    /// A superuser's connection string and a pool on the database `postgres`.
    func admin() async throws -> (connectionString: String, pool: PostgresPool) {
        let task = starting ?? Task { try await start() }
        starting = task
        let pool = try await task.value
        return (address, pool)
    }

    private func start() async throws -> PostgresPool {
        if let given = ProcessInfo.processInfo.environment["CASEBRIDGE_TEST_POSTGRES"], !given.isEmpty {
            address = given
        } else {
            let own = try await Cluster.start()
            cluster = own
            address = own.connectionString
        }
        return PostgresPool(
            settings: PostgresSettings(
                connectionString: address, maximumConnections: 2, waitTimeout: .seconds(60),
                statementTimeout: .seconds(120), applicationName: "test databases"),
            logger: Logger(label: "test databases"))
    }
}
