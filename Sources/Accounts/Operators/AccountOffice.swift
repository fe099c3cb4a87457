import Foundation
import Postgres

/// What an operator does at the command line with accounts and tokens; each is an event in the log.
public struct AccountOffice {
    private let ask: (SQL) async throws -> Rows

    /// An office for whoever `entering` names, at the pool of the role `casebridge_operator`; each call is a
    /// transaction of its own.
    public init(database: PostgresPool, entering: SQL) {
        ask = { sql in try await database.pipeline(entering: entering, [sql])[0] }
    }

    /// An office inside a transaction: all that it does happens, or nothing.
    public init(_ transaction: Transaction) { ask = { sql in try await transaction.query(sql) } }

    /// The new organisation's id.
    public func create(_ new: NewOrganisation) async throws -> UUID {
        try await id(
            """
            SELECT casebridge.create_organisation(\(new.kind.rawValue), \(new.name), \(new.country), \(new.timeZone)) AS id
            """)
    }

    /// The new account's id.
    public func create(_ new: NewAccount, passwordHash: String) async throws -> UUID {
        try await id(
            """
            SELECT casebridge.create_account(\(new.organisation), \(new.email), \(new.name), \(new.language),
                \(passwordHash), \(new.roles)) AS id
            """)
    }

    /// Invites somebody with first roles: by mail, or by the link that is given back where there is none.
    public func invite(
        _ organisation: UUID, email: String, language: String, roles: [String], byMail: Bool
    ) async throws -> SecretToken? {
        let token = byMail ? nil : SecretToken(.link)
        _ = try await ask(
            """
            SELECT casebridge.invite_by_operator(\(organisation), \(email), \(language), \(roles),
                \(token.map { Array($0.digest) }))
            """)
        return token
    }

    /// A link by which the account's owner chooses a new password, for an hour and once.
    public func makePasswordLink(email: String) async throws -> SecretToken {
        let token = SecretToken(.link)
        _ = try await ask("SELECT casebridge.make_password_link(\(email), \(Array(token.digest)))")
        return token
    }

    /// Ends every session of the account and lets nobody in any more.
    public func disable(email: String) async throws {
        _ = try await ask("SELECT casebridge.disable_account(\(email))")
    }

    /// Removes the account's second factor and ends its sessions in browsers; the next sign-in asks for a new one where
    /// a role needs it.
    public func resetSecondFactor(email: String) async throws {
        _ = try await ask("SELECT casebridge.reset_second_factor(\(email))")
    }

    /// Says which roles need a second factor and after how many minutes an approval asks again who approves; nil
    /// leaves a rule as it is. Answers the rules as JSON.
    public func changeDoor(secondFactorRoles: [String]?, confirmMinutes: Int?) async throws -> String {
        try await ask(
            "SELECT casebridge.change_door(\(secondFactorRoles), \(confirmMinutes)::int)::text AS rules"
        ).only().get("rules", String.self)
    }

    /// A training that lets a monitor accept assignments; days as `2026-11-22`.
    public func recordTraining(_ account: UUID, title: String, from: String, until: String) async throws {
        _ = try await ask(
            "SELECT casebridge.store_training(\(account), \(title), \(from)::date, \(until)::date)")
    }

    /// A token of the API, shown once.
    public func createToken(email: String, label: String?, scopes: [String]?, expires: Date) async throws
        -> SecretToken
    {
        let token = SecretToken(.api)
        _ = try await ask(
            """
            SELECT casebridge.create_token(\(email), \(Array(token.digest)), \(label), \(scopes), \(expires))
            """)
        return token
    }

    /// Ends a token.
    public func revokeToken(_ id: UUID) async throws {
        _ = try await ask("SELECT casebridge.revoke_token(\(id))")
    }

    /// All accounts as JSON.
    public func list() async throws -> String {
        try await ask("SELECT casebridge.account_list()::text AS list").only().get("list", String.self)
    }

    /// All organisations and authorities as JSON.
    public func organisations() async throws -> String {
        try await ask("SELECT casebridge.organisation_list()::text AS list").only().get("list", String.self)
    }

    /// How many organisations there are: an empty store has none.
    public func organisationCount() async throws -> Int {
        try await ask("SELECT (casebridge.store_counts() ->> 'organisations')::bigint AS count").only()
            .get("count", Int.self)
    }

    private func id(_ sql: SQL) async throws -> UUID { try await ask(sql).only().get("id", UUID.self) }

}
