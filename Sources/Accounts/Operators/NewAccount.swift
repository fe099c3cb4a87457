import Foundation

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
