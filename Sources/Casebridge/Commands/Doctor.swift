import ArgumentParser
import Foundation
import Postgres

/// `casebridge doctor`
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks whether everything is in place, and says what to do where it is not.")

    func run() async throws {
        let settings = try Settings.read()
        var faults = 0
        func check(_ what: String, _ fault: String?) {
            Console.print(fault.map { "FAULT  \(what): \($0)" } ?? "ok     \(what)")
            if fault != nil { faults += 1 }
        }
        let pool = settings.pool(.operator)
        check("database", await reason { _ = try await pool.query("SELECT 1 AS one") })
        check("schema", await reason { try await migrator(settings).check() })
        check("guards", await differences(pool))
        check("master key", await reason { _ = try Keys.master(settings) })
        check("ledger key", await reason { _ = try Keys.ledger(settings) })
        let folder = settings.evidence.path(percentEncoded: false)
        check(
            "evidence folder",
            FileManager.default.isWritableFile(atPath: folder) ? nil : "\(folder) cannot be written")
        check("indicators", await reason { _ = try IndicatorsCommand.rules(settings.resources) })
        await pool.close()
        if faults > 0 { throw ArgumentParser.ExitCode(ExitCode.unavailable.rawValue) }
    }

    private func migrator(_ settings: Settings) -> Migrator {
        Migrator(
            directory: settings.resources.appending(path: "Migrations").path(percentEncoded: false),
            connectionString: settings.connectionString(.operator))
    }

    private func reason(_ work: () async throws -> Void) async -> String? {
        do {
            try await work()
            return nil
        } catch let failure as CommandFailure {
            return failure.message
        } catch {
            return "\(error)"
        }
    }

    private func differences(_ pool: PostgresPool) async -> String? {
        do {
            let rows = try await pool.query("SELECT object, difference FROM guard.differences()")
            let found = try rows.map {
                "\(try $0.get("object", String.self)) \(try $0.get("difference", String.self))"
            }
            return found.isEmpty ? nil : found.joined(separator: "; ")
        } catch {
            return "\(error)"
        }
    }
}

/// `casebridge config check|print`
struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Settings of the environment.", subcommands: [Check.self, Print.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names every setting that is missing or malformed.")

        func run() throws {
            _ = try Settings.read()
            Console.error("the settings are sound")
        }
    }

    struct Print: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints every setting and what it means; secrets as •••.")

        func run() throws {
            for setting in SettingNames.all {
                let variables = ProcessInfo.processInfo.environment
                let value =
                    variables[setting.name] ?? variables[setting.name + "_FILE"].map { "(file \($0))" } ?? "–"
                Console.print(
                    "\(setting.name)\t\(setting.isSecret && variables[setting.name] != nil ? "•••" : value)\t\(setting.meaning)"
                )
            }
        }
    }
}

/// Every setting by its name; each may also be given as NAME_FILE.
enum SettingNames {
    static let all: [(name: String, isSecret: Bool, meaning: String)] = [
        ("CASEBRIDGE_DATABASE", true, "libpq connection string without a user: host=… dbname=…"),
        ("CASEBRIDGE_MIGRATE_USER", false, "the superuser who migrates (postgres)"),
        ("CASEBRIDGE_RESOURCES", false, "folder with Templates, Workflows, Migrations and public"),
        ("CASEBRIDGE_EVIDENCE", false, "folder of the encrypted files"),
        ("CASEBRIDGE_MASTER_KEY_FILE", false, "file of the key that wraps the keys of cases"),
        ("CASEBRIDGE_LEDGER_KEY_FILE", false, "file of the key that signs checkpoints and dossiers"),
        ("CASEBRIDGE_LEDGER_ORIGIN", false, "name of the log, an address without scheme"),
        ("CASEBRIDGE_ORIGIN", false, "origins under which browsers reach the server, separated by spaces"),
        ("CASEBRIDGE_CONNECTIONS", false, "connections to PostgreSQL (2 × cores)"),
        ("CASEBRIDGE_LARGEST_UPLOAD", false, "largest file of evidence in bytes (256 MiB)"),
        ("CASEBRIDGE_TRANSPORT_SECURITY", false, "true where every request comes over TLS"),
        ("CASEBRIDGE_SECURITY_CONTACT", false, "address in security.txt"),
    ]
}
