import Foundation
import Postgres

/// What came of a code.
public enum CodeOutcome: Sendable {
    /// A session's token.
    case signedIn(SecretToken)
    /// Wrong code, code used before, ticket that has ended: one answer for all.
    case refused
    /// Too many codes of this account: seconds to wait.
    case wait(seconds: Int)
}

/// What came of the first code of a new second factor.
public enum EnrolmentOutcome: Sendable {
    /// A session's token, and the recovery codes, which nobody can show again.
    case enrolled(SecretToken, [RecoveryCode])
    /// Wrong code, or a ticket that has ended.
    case refused
    /// Too many codes of this account: seconds to wait.
    case wait(seconds: Int)
}

/// The secret that an enrolment page shows.
public struct OfferedFactor: Sendable {
    /// The account's address, by which an app names the secret.
    public let email: String
    /// The secret.
    public let secret: FactorSecret

    /// An offer as given.
    public init(email: String, secret: FactorSecret) {
        self.email = email
        self.secret = secret
    }
}

/// The second step of signing in: a ticket and a code for a session. The ticket is what a right password gave.
public struct SecondStep: Sendable {
    let database: PostgresPool
    let keys: FactorKeys

    /// The step at the pool of the role `casebridge_sign_in`.
    public init(database: PostgresPool, keys: FactorKeys) {
        self.database = database
        self.keys = keys
    }

    private struct Ticket: Decodable {
        let account: UUID
        let email: String
        let owes: String
        let offeredSecret: Data?
    }

    private struct Challenge: Decodable {
        let account: UUID?
        let waitSeconds: Int
        let sealedSecret: Data?
    }

    private struct Opened: Decodable {}

    /// Exchanges a code of the app, or a recovery code, for a session.
    public func signIn(ticket: SecretToken, code: String, now: Date = Date()) async throws -> CodeOutcome {
        let challenge = try await challenge(ticket)
        guard challenge.waitSeconds == 0 else { return .wait(seconds: challenge.waitSeconds) }
        guard let account = challenge.account, let sealed = challenge.sealedSecret else { return .refused }
        let secret = try keys.open(sealed, for: account)
        let step = secret.step(of: code, at: now)
        let hash = RecoveryCode(parsing: code).map { keys.hash($0, of: account) }
        let token = SecretToken(.session)
        if step != nil || hash != nil,
            try await database.answer(
                """
                SELECT casebridge.sign_in_by_code(\(ticket.text), \(step), \(hash), \(Array(token.digest))) AS answer
                """, as: Opened.self) != nil
        {
            return .signedIn(token)
        }
        _ = try await database.query("SELECT casebridge.code_failed(\(ticket.text))")
        return .refused
    }

    /// The secret to show to whoever owes an enrolment; nil when the ticket opens none. Asked again, it is the same.
    public func offer(ticket: SecretToken) async throws -> OfferedFactor? {
        guard let holder = try await holder(ticket), holder.owes == "enrolment" else { return nil }
        if let sealed = holder.offeredSecret {
            return OfferedFactor(email: holder.email, secret: try keys.open(sealed, for: holder.account))
        }
        let sealed = try keys.seal(FactorSecret(), for: holder.account)
        _ = try await database.query("SELECT casebridge.offer_by_ticket(\(ticket.text), \(sealed))")
        // The same page, loaded twice at once: what counts is what was kept.
        guard let kept = try await self.holder(ticket)?.offeredSecret else { return nil }
        return OfferedFactor(email: holder.email, secret: try keys.open(kept, for: holder.account))
    }

    /// Takes the first code of the secret that was shown: the account has its second factor, and a session.
    public func enrol(ticket: SecretToken, code: String, now: Date = Date()) async throws -> EnrolmentOutcome
    {
        let challenge = try await challenge(ticket)
        guard challenge.waitSeconds == 0 else { return .wait(seconds: challenge.waitSeconds) }
        guard let account = challenge.account, let sealed = challenge.sealedSecret else { return .refused }
        let codes = RecoveryCode.set()
        let token = SecretToken(.session)
        if let step = try keys.open(sealed, for: account).step(of: code, at: now),
            try await database.answer(
                """
                SELECT casebridge.enrol_by_ticket(\(ticket.text), \(step), \(keys.hashes(codes, of: account)),
                    \(Array(token.digest))) AS answer
                """, as: Opened.self) != nil
        {
            return .enrolled(token, codes)
        }
        _ = try await database.query("SELECT casebridge.code_failed(\(ticket.text))")
        return .refused
    }

    // The attempt is counted before it is looked at, so that guesses at once wait like guesses in turn.
    private func challenge(_ ticket: SecretToken) async throws -> Challenge {
        try await database.answer("SELECT casebridge.code_challenge(\(ticket.text)) AS answer")
            ?? Challenge(account: nil, waitSeconds: 0, sealedSecret: nil)
    }

    private func holder(_ ticket: SecretToken) async throws -> Ticket? {
        try await database.answer("SELECT casebridge.ticket_view(\(ticket.text)) AS answer")
    }
}
