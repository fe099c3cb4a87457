import Foundation
import Postgres

/// An organisation as an operator founds it.
public struct NewOrganisation: Sendable {
    /// NGO that monitors, or authority that receives.
    public enum Kind: String, Sendable, CaseIterable {
        case monitoring, authority
    }

    let kind: Kind
    let name: String
    let country: String
    let timeZone: String

    /// `country` is ISO 3166-1 alpha-2, `timeZone` an IANA name.
    public init(kind: Kind, name: String, country: String, timeZone: String) {
        self.kind = kind
        self.name = name
        self.country = country
        self.timeZone = timeZone
    }
}

/// An account as an operator makes it, with its first roles.
public struct NewAccount: Sendable {
    let organisation: UUID
    let email: String
    let name: String
    let language: String
    let roles: [String]

    /// Roles are names of `Workflows/roles.yaml`; PostgreSQL refuses others.
    public init(organisation: UUID, email: String, name: String, language: String, roles: [String]) {
        self.organisation = organisation
        self.email = email
        self.name = name
        self.language = language
        self.roles = roles
    }
}

/// What an operator does at the command line with accounts and tokens; each is an event in the log.
public struct AccountOffice: Sendable {
    private let database: PostgresPool
    private let entering: SQL

    /// An office for whoever `entering` names, at the pool of the role `casebridge_operator`.
    public init(database: PostgresPool, entering: SQL) {
        self.database = database
        self.entering = entering
    }

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

    /// Ends every session of the account and lets nobody in any more.
    public func disable(email: String) async throws {
        _ = try await run("SELECT casebridge.disable_account(\(email))")
    }

    /// A training that lets a monitor accept assignments; days as `2026-11-22`.
    public func recordTraining(_ account: UUID, title: String, from: String, until: String) async throws {
        _ = try await run(
            "SELECT casebridge.store_training(\(account), \(title), \(from)::date, \(until)::date)")
    }

    /// A token of the API, shown once.
    public func createToken(email: String, label: String?, scopes: [String]?, expires: Date) async throws
        -> SecretToken
    {
        let token = SecretToken(.api)
        _ = try await run(
            """
            SELECT casebridge.create_token(\(email), \(Array(token.digest)), \(label), \(scopes), \(expires))
            """)
        return token
    }

    /// Ends a token.
    public func revokeToken(_ id: UUID) async throws {
        _ = try await run("SELECT casebridge.revoke_token(\(id))")
    }

    /// All accounts as JSON.
    public func list() async throws -> String {
        try await run("SELECT casebridge.account_list()::text AS list").only().get("list", String.self)
    }

    /// How many organisations there are: an empty store has none.
    public func organisationCount() async throws -> Int {
        try await run("SELECT (casebridge.store_counts() ->> 'organisations')::bigint AS count").only()
            .get("count", Int.self)
    }

    private func id(_ sql: SQL) async throws -> UUID { try await run(sql).only().get("id", UUID.self) }

    private func run(_ sql: SQL) async throws -> Rows {
        try await database.pipeline(entering: entering, [sql])[0]
    }
}
