import Foundation
import Postgres

/// What came of trying to sign in.
public enum SignInOutcome: Sendable {
    /// A session's token, and the language of the account.
    case signedIn(SecretToken, language: String)
    /// The password was right and a code is owed: a ticket for the second step, which is no session.
    case owesCode(SecretToken)
    /// The same for an account that must have a second factor and has none: a ticket for enrolling one.
    case owesEnrolment(SecretToken)
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
    public func signIn(email: String, password: String, by visitor: Visitor) async throws -> SignInOutcome {
        try await turns.run(email.lowercased()) { try await attempt(email, password, visitor) }
    }

    private func attempt(_ email: String, _ password: String, _ visitor: Visitor) async throws
        -> SignInOutcome
    {
        let challenge: Challenge? = try await database.answer(
            "SELECT casebridge.sign_in_challenge(\(email), \(visitor.network)) AS answer")
        let seconds = challenge?.waitSeconds ?? 0
        guard seconds == 0 else { return .wait(seconds: seconds) }
        guard try await passwords.verify(password, against: challenge?.passwordHash),
            let account = challenge?.account
        else {
            _ = try await database.query("SELECT casebridge.sign_in_failed(\(email), \(visitor.network))")
            return .refused
        }
        var renewed: String?
        if let stored = challenge?.passwordHash, passwords.needsRehash(stored) {
            renewed = try await passwords.hash(password)
        }
        return try await open(account, renewed, visitor)
    }

    private struct Opened: Decodable {
        let language: String
        let owes: String?
    }

    // What the token opens, a session or only the second step, is PostgreSQL's to say.
    private func open(_ account: UUID, _ renewed: String?, _ visitor: Visitor) async throws -> SignInOutcome {
        let token = SecretToken(.session)
        let opened: Opened? = try await database.answer(
            """
            SELECT casebridge.sign_in(\(account), \(Array(token.digest)), \(renewed), \(visitor.place),
                \(visitor.agent)) AS answer
            """)
        guard let opened else { return .refused }
        switch opened.owes {
        case nil: return .signedIn(token, language: opened.language)
        case "code": return .owesCode(token)
        default: return .owesEnrolment(token)
        }
    }
}
