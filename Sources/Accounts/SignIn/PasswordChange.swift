import Postgres

/// What came of choosing another password while signed in.
public enum PasswordChangeOutcome: Sendable {
    case changed
    /// The present password is another.
    case refused
    /// Too many attempts of this account: seconds to wait.
    case wait(seconds: Int)
}

/// Exchanges the present password for another, for whoever is signed in with a browser and knows it.
public struct PasswordChange: Sendable {
    let database: PostgresPool
    let passwords: Passwords

    /// At the pool of the role `casebridge_sign_in`.
    public init(database: PostgresPool, passwords: Passwords) {
        self.database = database
        self.passwords = passwords
    }

    private struct Challenge: Decodable {
        let waitSeconds: Int
        let passwordHash: String?
    }

    /// Tries; every other session in a browser ends when it went well. Whether the new one keeps the rules is the
    /// caller's to ask `PasswordRules`. Throws what PostgreSQL refuses, such as a token of the API.
    public func change(session: SecretToken, present: String, to password: String) async throws
        -> PasswordChangeOutcome
    {
        // The attempt is counted before it is looked at, with those of confirming the session: it is the same secret.
        let challenge: Challenge? = try await database.answer(
            "SELECT casebridge.confirmation_challenge(\(session.text)) AS answer")
        guard let challenge else { return .refused }
        guard challenge.waitSeconds == 0 else { return .wait(seconds: challenge.waitSeconds) }
        if let known = challenge.passwordHash, try await passwords.verify(present, against: known),
            try await keep(session, known, try await passwords.hash(password))
        {
            return .changed
        }
        _ = try await database.query("SELECT casebridge.confirmation_failed(\(session.text))")
        return .refused
    }

    private func keep(_ session: SecretToken, _ known: String, _ hash: String) async throws -> Bool {
        try await database.query(
            "SELECT casebridge.change_my_password(\(session.text), \(known), \(hash)) AS kept"
        ).only().get("kept", Bool.self)
    }
}
