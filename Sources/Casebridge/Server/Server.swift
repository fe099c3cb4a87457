import Accounts
import Casework
import Foundation
import Hummingbird
import Jobs
import Ledger
import Logging
import Postgres
import ServiceLifecycle
import Web

/// The parts of a running server, wired once.
struct Server {
    let settings: Settings
    let app: PostgresPool
    let door: PostgresPool
    let workers: PostgresPool
    /// Looks, and does nothing else: a busy server must not be taken for a dead one.
    let observer: PostgresPool
    let routes: Routes
    let metrics: Metrics
    let casework: Casework
    let signer: SignerKey

    /// Wires the parts; throws when the schema is not the one that the server was built for.
    init(_ settings: Settings) async throws {
        try await Self.checkSchema(settings)
        self.settings = settings
        app = settings.pool(.app, connections: settings.connections)
        door = settings.pool(.signIn, connections: 2)
        workers = settings.pool(.worker, connections: 3, timeout: .seconds(120))
        observer = settings.pool(.worker, waiting: .seconds(2), timeout: .seconds(5))
        signer = try Keys.ledger(settings)
        let forms = try await Self.forms(settings).withStored(from: workers)
        let master = try Keys.master(settings)
        let store = try EvidenceStore(folder: settings.evidence, masterKey: master)
        casework = try Self.casework(
            settings, app: app, door: door, signer: signer, forms: forms, store: store,
            factors: FactorKeys(master: master))
        let readiness = Readiness(settings: settings, observer: observer)
        routes = Self.routes(casework, app, readiness)
        metrics = Metrics(
            measures: routes.measures,
            pools: [("app", app), ("sign_in", door), ("worker", workers)],
            observer: observer, evidence: settings.evidence,
            version: Casebridge.configuration.version)
        if let token = settings.metricsToken {
            MetricsRoutes(text: metrics.text).add(to: routes, token: token)
        }
    }

    /// The questionnaires of the resources.
    static func forms(_ settings: Settings) throws -> LoadedForms {
        try FormCommand.read(settings.resources.appending(path: "Workflows/forms"))
    }

    /// Every route of the server, for the server itself and for its documents.
    static func routes(_ casework: Casework, _ app: PostgresPool, _ readiness: Readiness) -> Routes {
        let routes = Routes(casework.frame)
        casework.add(to: routes)
        routes.addOpenAPI(version: Casebridge.configuration.version)
        LedgerRoutes(database: app).add(to: routes)
        HealthRoutes(report: { await readiness.report() }).add(to: routes)
        return routes
    }

    static func casework(
        _ settings: Settings, app: PostgresPool, door: PostgresPool, signer: SignerKey, forms: LoadedForms,
        store: EvidenceStore, factors: FactorKeys
    ) throws -> Casework {
        let frame = try Frame(settings: settings.web, root: settings.resources)
        return Casework(
            frame: frame, desk: Desk(database: app),
            door: Door(database: door, passwords: try Passwords(), keys: factors),
            forms: forms,
            store: store,
            sealer: DossierSealer(signer: signer), largestUpload: settings.largestUpload,
            hasMail: settings.mail != nil)
    }

    // The server starts only on the schema that it was built for, with every guard as the last migration sealed it.
    private static func checkSchema(_ settings: Settings) async throws {
        do {
            try await Schema.migrator(settings, .app).check()
        } catch let error as MigrationError {
            throw CommandFailure(
                .configuration, "\(error). `casebridge migrate` brings the schema up to date.")
        }
        let pool = settings.pool(.app)
        let differences = try await Schema.guardDifferences(pool)
        await pool.close()
        guard differences.isEmpty else {
            throw CommandFailure(
                .configuration,
                "the database's guards are not as the last migration left them: "
                    + differences.joined(separator: "; ")
                    + ". Find out who changed them before anything else.")
        }
    }

    func application(host: String, port: Int) -> some ApplicationProtocol {
        Application(
            router: routes.router,
            // A head of a request that does not end is no activity: only whole parts of requests are.
            server: .http1(
                configuration: .init(idleTimeout: .seconds(settings.web.patience.components.seconds))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { _ in Logger(label: "casebridge").info("serving", metadata: ["port": "\(port)"])
            },
            logger: Logger(label: "casebridge"))
    }

    /// `/metrics` on a port of its own; nil unless a setting opens one.
    func metricsApplication() -> (any Service)? {
        settings.metricsPort.map { port in
            Application(
                router: MetricsRoutes(text: metrics.text).router(),
                configuration: ApplicationConfiguration(
                    address: .hostname("127.0.0.1", port: port), serverName: nil),
                logger: Logger(label: "metrics"))
        }
    }

    func worker() throws -> Worker {
        let sequencer = Sequencer(database: workers, signer: signer, origin: settings.ledgerOrigin)
        let store = casework.store
        return Worker(
            database: workers,
            handlers: [
                VerifyEvidence(database: workers, store: store),
                PackageDossier(database: workers, store: store, sequencer: sequencer),
                SendMail(database: workers, postbox: settings.mail?.postbox(casework.frame)),
            ],
            sequencer: sequencer, hasMail: settings.mail != nil,
            sweepFiles: { [workers] in try await SweepFiles(database: workers, store: store).run() },
            logger: Logger(label: "worker"))
    }

    func close() async {
        await app.close()
        await door.close()
        await workers.close()
        await observer.close()
    }
}
