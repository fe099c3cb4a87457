/// The roles of `roles.yaml`, with the version of the file.
public struct Roles: Hashable, Sendable {
    /// The version of the file.
    public let version: Int
    /// The roles, in the order of the file.
    public let all: [Role]
}

/// A named set of permissions over a scope.
public struct Role: Hashable, Sendable {
    /// Over which rows a grant of a role reaches.
    public enum Scope: String, Sendable, CaseIterable {
        /// What the person made.
        case own
        /// The cases that are assigned to the person.
        case assigned
        /// The person's organisation.
        case organisation
        /// The organisations of one country.
        case country
        /// What was sent to the person's authority.
        case authority
        /// Everything.
        case all
    }

    /// Its name, stable text.
    public let name: Word
    /// How far it reaches.
    public let scope: Scope
    /// How many people of the organisation must grant it.
    public let grantors: Int
    /// What it permits, `resource.verb`.
    public let permissions: [Word]
}
