import Foundation
import Postgres

/// How the mails do, in numbers.
struct MailState: Decodable, Sendable {
    let waiting: Int
    /// Of those that wait, how many failed at least once.
    let retried: Int
    let oldestSeconds: Double
    let lastError: String?
    /// Given up within the last seven days.
    let failed: Int
    let lastFailure: String?

    /// Asks as the worker or the operator.
    static func read(from pool: PostgresPool) async throws -> MailState {
        let row = try await pool.query("SELECT casebridge.mail_state()::text AS state").only()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Self.self, from: Data(try row.get("state", String.self).utf8))
    }
}
