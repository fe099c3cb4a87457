import Foundation
import Postgres

/// Who was invited, as the link of the mail tells.
public struct OpenInvitation: Decodable, Sendable {
    /// The address that was invited.
    public let email: String
    /// The language in which the invitation was written.
    public let language: String
    /// Roles that are proposed.
    public let roles: [String]
    /// The name of whom the person would join.
    public let organisation: String
    /// Nil where the operator invited.
    public let invitedBy: String?
}

/// Whose password a link changes.
public struct PasswordOwner: Decodable, Sendable {
    /// The account's address.
    public let email: String
    /// The account's name.
    public let name: String
}

/// How somebody who was invited wants to be known.
public struct NewMember: Sendable {
    let name: String
    let pseudonym: String?
    let language: String
    let password: String

    /// Without a pseudonym one is made up.
    public init(name: String, pseudonym: String?, language: String, password: String) {
        self.name = name
        self.pseudonym = pseudonym
        self.language = language
        self.password = password
    }
}

/// Exchanges links of mails, each once, through the role of PostgreSQL that stands at the door.
public struct LinkKeeper: Sendable {
    let database: PostgresPool
    let passwords: Passwords

    private struct Wait: Decodable {
        let waitSeconds: Int
    }

    private struct Joined: Decodable {
        let email: String
    }

    /// What the link of an invitation opens; nil when it opens nothing any more.
    public func invitation(_ link: SecretToken) async throws -> OpenInvitation? {
        try await database.answer("SELECT casebridge.invitation_view(\(link.text)) AS answer")
    }

    /// Makes the account; false when the link opens nothing any more. Throws what PostgreSQL refuses, such as a
    /// pseudonym that somebody has.
    public func join(_ link: SecretToken, as member: NewMember) async throws -> Bool {
        guard try await invitation(link) != nil else { return false }
        let hash = try await passwords.hash(member.password)
        let joined: Joined? = try await database.answer(
            """
            SELECT casebridge.accept_invitation(\(link.text), \(member.name), \(member.pseudonym), \(member.language),
                \(hash)) AS answer
            """)
        return joined != nil
    }

    /// Notes that somebody forgot a password; answers the seconds to wait before that counts, the same for every address.
    public func forgot(email: String, network: String) async throws -> Int {
        let wait: Wait? = try await database.answer(
            "SELECT casebridge.ask_new_password(\(email), \(network)) AS answer")
        return wait?.waitSeconds ?? 0
    }

    /// Whose password the link changes; nil when it opens nothing any more.
    public func owner(_ link: SecretToken) async throws -> PasswordOwner? {
        try await database.answer("SELECT casebridge.password_link_view(\(link.text)) AS answer")
    }

    /// Changes the password and ends all sessions; false when the link opens nothing any more.
    public func changePassword(_ link: SecretToken, to password: String) async throws -> Bool {
        guard try await owner(link) != nil else { return false }
        let hash = try await passwords.hash(password)
        return try await database.query(
            "SELECT casebridge.change_password_by_link(\(link.text), \(hash)) AS changed"
        ).only().get("changed", Bool.self)
    }
}
