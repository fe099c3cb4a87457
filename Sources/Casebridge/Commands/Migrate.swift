import ArgumentParser
import Logging
import Postgres

/// `casebridge migrate [--dry-run]`
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the database's schema up to this program.")

    @Flag(help: "Only lists what would be done.") var dryRun = false

    func run() async throws {
        let settings = try Settings.read()
        let migrator = Migrator(
            directory: settings.resources.appending(path: "Migrations").path(percentEncoded: false),
            connectionString: settings.migrationConnection,
            logger: Logger(label: "migrate", factory: { _ in SwiftLogNoOpLogHandler() }))
        do {
            let done = try await migrator.migrate(dryRun: dryRun)
            for migration in done {
                Console.print("\(dryRun ? "pending" : "applied") \(migration.number) \(migration.name)")
            }
            if done.isEmpty { Console.error("nothing to migrate") }
        } catch let error as MigrationError {
            throw CommandFailure(.badData, "\(error)")
        }
    }
}
