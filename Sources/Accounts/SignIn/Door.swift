import Postgres

/// Everything that happens before PostgreSQL knows who asks, through the role `casebridge_sign_in`.
public struct Door: Sendable {
    /// The first step: address and password.
    public let keeper: DoorKeeper
    /// The second step: a code, or enrolling what makes one.
    public let secondStep: SecondStep
    /// Being asked again.
    public let confirmation: Confirmation
    /// Choosing another password while signed in.
    public let passwordChange: PasswordChange
    /// Links of mails: joining, and a new password.
    public let links: LinkKeeper
    /// Seals second factors.
    public let keys: FactorKeys

    /// A door in front of the pool of the role `casebridge_sign_in`.
    public init(database: PostgresPool, passwords: Passwords, keys: FactorKeys) {
        keeper = DoorKeeper(database: database, passwords: passwords)
        secondStep = SecondStep(database: database, keys: keys)
        confirmation = Confirmation(database: database, passwords: passwords, keys: keys)
        passwordChange = PasswordChange(database: database, passwords: passwords)
        links = LinkKeeper(database: database, passwords: passwords)
        self.keys = keys
    }
}
