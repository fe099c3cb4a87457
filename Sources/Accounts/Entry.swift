import Postgres

/// How a transaction says who it is for. PostgreSQL resolves account, roles and scopes from the secret itself;
/// nothing that is set by hand names anybody.
public enum Entry {
    /// An account's session or API token.
    public static func account(_ token: SecretToken, request: String) -> SQL {
        "SELECT casebridge.enter(\(token.text), \(request))"
    }

    /// A worker by its name, `clock`; only the role `casebridge_worker` may.
    public static func system(_ worker: String) -> SQL { "SELECT casebridge.enter_system(\(worker))" }

    /// A person at the command line by the system's user name; only the role `casebridge_operator` may.
    public static func `operator`(_ name: String) -> SQL { "SELECT casebridge.enter_operator(\(name))" }
}
