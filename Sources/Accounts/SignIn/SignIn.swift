import Foundation
import Postgres

/// What came of trying to sign in.
public enum SignInOutcome: Sendable {
    /// A session's token, and the language of the account.
    case signedIn(SecretToken, language: String)
    /// Unknown address, wrong password, disabled account: one answer for all, after the same time.
    case refused
    /// Too many failures of this account or network: seconds to wait.
    case wait(seconds: Int)
}

/// Exchanges an address and a password for a session, through the one role of PostgreSQL that may make sessions.
public struct DoorKeeper: Sendable {
    private let database: PostgresPool
    private let passwords: Passwords
    // The delay grows with failures that are known: guesses at once at one address must not overtake them.
    private let turns = OneAtATime()

    private struct Challenge: Decodable {
        let account: UUID?
        let passwordHash: String?
        let waitSeconds: Int
    }

    /// A door in front of the pool of the role `casebridge_sign_in`.
    public init(database: PostgresPool, passwords: Passwords) {
        self.database = database
        self.passwords = passwords
    }

    /// Tries. Throws `PasswordError.busy` or what PostgreSQL throws.
    public func signIn(email: String, password: String, network: String) async throws -> SignInOutcome {
        try await turns.run(email.lowercased()) { try await attempt(email, password, network) }
    }

    private func attempt(_ email: String, _ password: String, _ network: String) async throws -> SignInOutcome
    {
        let challenge = try await challenge(email, network)
        guard challenge.waitSeconds == 0 else { return .wait(seconds: challenge.waitSeconds) }
        guard try await passwords.verify(password, against: challenge.passwordHash),
            let account = challenge.account
        else {
            _ = try await database.query("SELECT casebridge.sign_in_failed(\(email), \(network))")
            return .refused
        }
        var renewed: String?
        if let stored = challenge.passwordHash, passwords.needsRehash(stored) {
            renewed = try await passwords.hash(password)
        }
        let token = SecretToken(.session)
        let row = try await database.query(
            """
            SELECT casebridge.sign_in(\(account), \(Array(token.digest)), \(renewed)) ->> 'language' AS language
            """
        ).only()
        return .signedIn(token, language: try row.get("language", String.self))
    }

    private func challenge(_ email: String, _ network: String) async throws -> Challenge {
        let row = try await database.query(
            "SELECT casebridge.sign_in_challenge(\(email), \(network)) AS challenge"
        ).only()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Challenge.self, from: Data(try row.bytes("challenge")))
    }
}
