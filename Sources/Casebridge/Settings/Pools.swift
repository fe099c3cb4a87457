import Accounts
import Foundation
import Logging
import Postgres

extension Settings {
    /// A pool of one role; commands need one connection, the server several.
    func pool(
        _ role: Role, connections: Int = 1, waiting: Duration = .seconds(10), timeout: Duration = .seconds(15)
    ) -> PostgresPool {
        PostgresPool(
            settings: PostgresSettings(
                connectionString: connectionString(role), maximumConnections: connections,
                waitTimeout: waiting, statementTimeout: timeout, applicationName: role.rawValue),
            logger: Logger(label: role.rawValue))
    }

    /// The name of the person at the command line, as the audit log will show it.
    static var operatorName: String {
        let user = ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName()
        let plain = user.lowercased().filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0))
        }
        return plain.isEmpty ? "operator" : String(plain.prefix(40))
    }

    /// Runs one statement as the operator and closes the connection.
    func operate<Result: Sendable>(
        connections: Int = 1, _ work: (PostgresPool, _ entering: SQL) async throws -> Result
    ) async throws -> Result {
        let pool = pool(.operator, connections: connections, timeout: .seconds(600))
        do {
            let result = try await work(pool, Entry.operator(Self.operatorName))
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}
