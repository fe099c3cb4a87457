import Foundation
import Postgres

/// What came of confirming a session.
public enum ConfirmationOutcome: Sendable {
    case confirmed
    /// Wrong password or code, or a code that was used before.
    case refused
    /// Too many attempts of this account: seconds to wait.
    case wait(seconds: Int)
}

/// Asks a signed-in person again who he is, by password or code, before what cannot be taken back.
public struct Confirmation: Sendable {
    let database: PostgresPool
    let passwords: Passwords
    let keys: FactorKeys

    /// At the pool of the role `casebridge_sign_in`.
    public init(database: PostgresPool, passwords: Passwords, keys: FactorKeys) {
        self.database = database
        self.passwords = passwords
        self.keys = keys
    }

    private struct Challenge: Decodable {
        let account: UUID
        let waitSeconds: Int
        let passwordHash: String?
        let sealedSecret: Data?
    }

    /// Tries a password, or a code of the app where the account has one: six digits are never a password here.
    /// Throws what PostgreSQL refuses, such as a session that has ended.
    public func confirm(session: SecretToken, proof: String, now: Date = Date()) async throws
        -> ConfirmationOutcome
    {
        let challenge: Challenge? = try await database.answer(
            "SELECT casebridge.confirmation_challenge(\(session.text)) AS answer")
        guard let challenge else { return .refused }
        guard challenge.waitSeconds == 0 else { return .wait(seconds: challenge.waitSeconds) }
        let step = try challenge.sealedSecret.flatMap {
            try keys.open($0, for: challenge.account).step(of: proof, at: now)
        }
        let isRight =
            if step == nil { try await passwords.verify(proof, against: challenge.passwordHash) } else {
                true
            }
        if isRight, try await keep(session, step) { return .confirmed }
        _ = try await database.query("SELECT casebridge.confirmation_failed(\(session.text))")
        return .refused
    }

    private func keep(_ session: SecretToken, _ step: Int64?) async throws -> Bool {
        try await database.query("SELECT casebridge.confirm_session(\(session.text), \(step)) AS kept").only()
            .get("kept", Bool.self)
    }
}
