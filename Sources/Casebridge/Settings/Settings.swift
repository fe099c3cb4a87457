import Foundation
import Postgres
import Web

/// Everything that the program is told about its place, read once at start.
struct Settings: Sendable {
    /// The roles by which the program reaches PostgreSQL; each may do only its own.
    enum Role: String, Sendable {
        case app = "casebridge_app"
        case signIn = "casebridge_sign_in"
        case worker = "casebridge_worker"
        case `operator` = "casebridge_operator"
        /// Reads everything and writes nothing: only commands use it, never the server.
        case backup = "casebridge_backup"
    }

    let database: String
    let migrationUser: String
    let resources: URL
    let evidence: URL
    let masterKeyFile: String?
    let ledgerKeyFile: String?
    let ledgerOrigin: String
    let connections: Int
    let largestUpload: Int
    /// Between "not ready" and "no new connections".
    let drain: Duration
    let metricsPort: Int?
    let metricsToken: String?
    let web: WebSettings
    /// Nil where no mail is sent.
    let mail: MailSettings?

    /// Reads the environment; throws naming every setting that is missing or malformed.
    static func read(_ environment: Environment = Environment()) throws(CommandFailure) -> Settings {
        let settings = Settings(environment)
        try environment.check()
        return settings
    }

    private init(_ environment: Environment) {
        database = environment.required(.database)
        migrationUser = environment.optional(.migrateUser) ?? "postgres"
        let here = FileManager.default.currentDirectoryPath
        resources = URL(
            filePath: environment.optional(.resources) ?? here, directoryHint: .isDirectory)
        evidence = URL(
            filePath: environment.optional(.evidence) ?? here + "/.casebridge/evidence",
            directoryHint: .isDirectory)
        masterKeyFile = environment.optional(.masterKeyFile)
        ledgerKeyFile = environment.optional(.ledgerKeyFile)
        ledgerOrigin = environment.optional(.ledgerOrigin) ?? "casebridge.local/log"
        connections =
            environment.integer(.connections, 1...200) ?? 2 * ProcessInfo.processInfo.activeProcessorCount
        largestUpload = environment.integer(.largestUpload, 1_024...(8 << 30)) ?? 256 << 20
        drain = .seconds(environment.integer(.drainSeconds, 0...20) ?? 0)
        metricsPort = environment.integer(.metricsPort, 1...65_535)
        metricsToken = environment.optional(.metricsToken)
        web = Self.web(environment)
        mail = MailSettings(environment, origin: web.origins.first)
        // Ten thousand guesses a second would find a short one.
        if let metricsToken, metricsToken.utf8.count < 20 {
            environment.refuse(.metricsToken, "is shorter than 20 characters")
        }
    }

    private static func web(_ environment: Environment) -> WebSettings {
        var web = WebSettings.local
        web.origins = environment.list(.origin) { $0 }
        web.trustedProxies = environment.list(.trustedProxies) { AddressRange($0) }
        web.sendsTransportSecurity = environment.flag(.transportSecurity)
        web.publishesContracts = environment.flag(.publicPages, unlessSet: true)
        web.securityContact = environment.optional(.securityContact)
        if let seconds = environment.integer(.patienceSeconds, 1...3_600) { web.patience = .seconds(seconds) }
        return web
    }

    /// The connection string of a role.
    func connectionString(_ role: Role) -> String { "\(database) user=\(role.rawValue)" }

    /// The connection string of whoever may migrate.
    var migrationConnection: String { "\(database) user=\(migrationUser)" }
}
