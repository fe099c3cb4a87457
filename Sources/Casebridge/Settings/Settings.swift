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
    let origins: [String]
    let connections: Int
    let largestUpload: Int
    let web: WebSettings

    /// Reads the environment; throws naming every setting that is missing or malformed.
    static func read(_ environment: Environment = Environment()) throws(CommandFailure) -> Settings {
        let settings = Settings(environment)
        try environment.check()
        return settings
    }

    private init(_ environment: Environment) {
        database = environment.required("CASEBRIDGE_DATABASE")
        migrationUser = environment.optional("CASEBRIDGE_MIGRATE_USER") ?? "postgres"
        let here = FileManager.default.currentDirectoryPath
        resources = URL(
            filePath: environment.optional("CASEBRIDGE_RESOURCES") ?? here, directoryHint: .isDirectory)
        evidence = URL(
            filePath: environment.optional("CASEBRIDGE_EVIDENCE") ?? here + "/.casebridge/evidence",
            directoryHint: .isDirectory)
        masterKeyFile = environment.optional("CASEBRIDGE_MASTER_KEY_FILE")
        ledgerKeyFile = environment.optional("CASEBRIDGE_LEDGER_KEY_FILE")
        ledgerOrigin = environment.optional("CASEBRIDGE_LEDGER_ORIGIN") ?? "casebridge.local/log"
        origins = (environment.optional("CASEBRIDGE_ORIGIN") ?? "").split(separator: " ").map(String.init)
        connections = environment.integer(
            "CASEBRIDGE_CONNECTIONS", 2 * ProcessInfo.processInfo.activeProcessorCount, 1...200)
        largestUpload = environment.integer("CASEBRIDGE_LARGEST_UPLOAD", 256 << 20, 1_024...(8 << 30))
        var web = WebSettings.local
        web.origins = origins
        web.sendsTransportSecurity = environment.flag("CASEBRIDGE_TRANSPORT_SECURITY")
        web.securityContact = environment.optional("CASEBRIDGE_SECURITY_CONTACT")
        self.web = web
    }

    /// The connection string of a role.
    func connectionString(_ role: Role) -> String { "\(database) user=\(role.rawValue)" }

    /// The connection string of whoever may migrate.
    var migrationConnection: String { "\(database) user=\(migrationUser)" }
}
