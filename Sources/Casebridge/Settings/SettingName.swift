/// Every setting of the program. Nothing reads the environment but by one of these, and `casebridge config print`
/// makes the table of ops/README.md from them.
enum SettingName: String, CaseIterable, Sendable {
    case database = "CASEBRIDGE_DATABASE"
    case migrateUser = "CASEBRIDGE_MIGRATE_USER"
    case resources = "CASEBRIDGE_RESOURCES"
    case evidence = "CASEBRIDGE_EVIDENCE"
    case masterKeyFile = "CASEBRIDGE_MASTER_KEY_FILE"
    case ledgerKeyFile = "CASEBRIDGE_LEDGER_KEY_FILE"
    case ledgerOrigin = "CASEBRIDGE_LEDGER_ORIGIN"
    case origin = "CASEBRIDGE_ORIGIN"
    case trustedProxies = "CASEBRIDGE_TRUSTED_PROXIES"
    case transportSecurity = "CASEBRIDGE_TRANSPORT_SECURITY"
    case securityContact = "CASEBRIDGE_SECURITY_CONTACT"
    case publicPages = "CASEBRIDGE_PUBLIC_PAGES"
    case connections = "CASEBRIDGE_CONNECTIONS"
    case largestUpload = "CASEBRIDGE_LARGEST_UPLOAD"
    case patienceSeconds = "CASEBRIDGE_PATIENCE_SECONDS"
    case drainSeconds = "CASEBRIDGE_DRAIN_SECONDS"
    case metricsPort = "CASEBRIDGE_METRICS_PORT"
    case metricsToken = "CASEBRIDGE_METRICS_TOKEN"
    case smtpHost = "CASEBRIDGE_SMTP_HOST"
    case smtpPort = "CASEBRIDGE_SMTP_PORT"
    case smtpTLS = "CASEBRIDGE_SMTP_TLS"
    case smtpUser = "CASEBRIDGE_SMTP_USER"
    case smtpPassword = "CASEBRIDGE_SMTP_PASSWORD"
    case smtpFrom = "CASEBRIDGE_SMTP_FROM"
    case smtpAuthorities = "CASEBRIDGE_SMTP_AUTHORITIES"
    case smtpTimeout = "CASEBRIDGE_SMTP_TIMEOUT"

    /// One sentence for the operator.
    var meaning: String {
        switch self {
        case .database: "how libpq reaches the database, without a user"
        case .migrateUser: "the superuser that `migrate` connects as"
        case .resources: "the folder with `Workflows`, `Migrations`, `Templates`, `Assets` and `public`"
        case .evidence: "the folder of encrypted evidence"
        case .masterKeyFile: "the file of the key that wraps the keys of cases"
        case .ledgerKeyFile: "the file of the Ed25519 key that signs checkpoints and packages"
        case .ledgerOrigin: "the ledger's name in checkpoints; never change it"
        case .origin: "the addresses that people type, separated by spaces"
        case .trustedProxies: "proxies whose `X-Forwarded-For` is believed, separated by spaces"
        case .transportSecurity: "`true` behind TLS: browsers are told to insist on it"
        case .securityContact: "where weaknesses are reported, for `security.txt`"
        case .publicPages: "`false` closes the pages on contracts and indicators that need no account"
        case .connections: "connections of the server's pool"
        case .largestUpload: "bytes of one file of evidence"
        case .patienceSeconds: "how long a connection may stand still: longer than the proxy reuses one"
        case .drainSeconds: "how long a server that was told to stop is not ready and still answers"
        case .metricsPort: "a port on loopback that answers `/metrics` and nothing else"
        case .metricsToken: "opens `/metrics` on the server's own port to the bearer of this"
        case .smtpHost: "the server that mails are handed to; needs `CASEBRIDGE_ORIGIN` for links"
        case .smtpPort: "its port"
        case .smtpTLS: "`required` (STARTTLS), `implicit` (TLS at once), `optional` or `off`"
        case .smtpUser: "the name to sign in with there; never without TLS"
        case .smtpPassword: "the password to it, better in a file"
        case .smtpFrom: "the address that mails come from"
        case .smtpAuthorities: "a PEM file of certificates to trust in place of the system's"
        case .smtpTimeout: "seconds for one mail, 1 to 240"
        }
    }

    /// What holds when it is not set; nil when it must be set.
    var fallback: String? {
        switch self {
        case .database: nil
        case .migrateUser: "`postgres`"
        case .resources: "the current folder"
        case .evidence: "`.casebridge/evidence` in the current folder"
        case .masterKeyFile, .ledgerKeyFile: nil
        case .ledgerOrigin: "`casebridge.local/log`"
        case .origin: "the `Host` header decides"
        case .trustedProxies: "none"
        case .transportSecurity: "`false`"
        case .securityContact: "no such file"
        case .publicPages: "`true`"
        case .connections: "twice the cores"
        case .largestUpload: "256 MiB"
        case .patienceSeconds: "`130`"
        case .drainSeconds: "`0`"
        case .metricsPort, .metricsToken: "closed"
        case .smtpHost: "no mail is sent"
        case .smtpPort: "`587`, or `465` with `implicit`"
        case .smtpTLS: "`required`"
        case .smtpUser, .smtpPassword: "no sign-in"
        case .smtpFrom: "must be set with a host"
        case .smtpAuthorities: "the system's"
        case .smtpTimeout: "`30`"
        }
    }

    var example: String {
        switch self {
        case .database: "host=/run/casebridge port=5432 dbname=casebridge"
        case .migrateUser: "postgres"
        case .resources: "/usr/local/share/casebridge"
        case .evidence: "/var/lib/casebridge/evidence"
        case .masterKeyFile: "/var/lib/casebridge/keys/master"
        case .ledgerKeyFile: "/var/lib/casebridge/keys/ledger"
        case .ledgerOrigin: "cases.example.org/log"
        case .origin: "https://cases.example.org"
        case .trustedProxies: "127.0.0.1 10.0.0.0/8"
        case .transportSecurity: "true"
        case .securityContact: "mailto:security@example.org"
        case .publicPages: "false"
        case .connections: "8"
        case .largestUpload: "268435456"
        case .patienceSeconds: "130"
        case .drainSeconds: "5"
        case .metricsPort: "9187"
        case .metricsToken: "(in a file)"
        case .smtpHost: "mail.example.org"
        case .smtpPort: "587"
        case .smtpTLS: "required"
        case .smtpUser: "casebridge"
        case .smtpPassword: "(in a file)"
        case .smtpFrom: "no-reply@cases.example.org"
        case .smtpAuthorities: "/etc/casebridge/mail-ca.pem"
        case .smtpTimeout: "30"
        }
    }

    /// Whether its value is hidden when settings are printed.
    var isSecret: Bool { [.database, .metricsToken, .smtpPassword].contains(self) }

    /// The Markdown table of all of them.
    static var table: [String] {
        ["| setting | meaning | unless set | example |", "|---|---|---|---|"]
            + allCases.map { name in
                "| `\(name.rawValue)` | \(name.meaning) | \(name.fallback ?? "must be set") | `\(name.example)` |"
            }
    }
}
