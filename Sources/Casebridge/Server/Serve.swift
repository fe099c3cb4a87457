import Accounts
import ArgumentParser
import Casework
import Foundation
import Hummingbird
import Jobs
import Ledger
import Logging
import Postgres
import ServiceLifecycle
import Web

/// `casebridge serve [--port N] [--without-worker]`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves pages and API on 127.0.0.1, and works the queue beside them.")

    @Option(help: "Port on the loopback interface; put a proxy with TLS in front.") var port = 8080
    @Option(help: "Address to listen on.") var host = "127.0.0.1"
    @Flag(help: "Leaves clocks, jobs and the ledger to `casebridge worker`.") var withoutWorker = false

    func run() async throws {
        LoggingSystem.bootstrap {
            JSONLogHandler(label: $0, level: .info, write: JSONLogHandler.standardOutput)
        }
        let settings = try Settings.read()
        let server = try await Server(settings)
        var services: [any Service] = [OnLoops(application: server.application(host: host, port: port))]
        if let metrics = server.metricsApplication() { services.append(metrics) }
        if !withoutWorker { services.append(try server.worker()) }
        // Told to stop, they do so from the last to the first.
        services.append(Drain(draining: server.routes.draining, duration: settings.drain))
        try await Self.group(services).run()
        await server.close()
    }

    private static func group(_ services: [any Service]) -> ServiceGroup {
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "casebridge"))
        // Whoever stops a service waits for thirty seconds. What is not done by then is cut off, and not kept.
        configuration.maximumGracefulShutdownDuration = .seconds(25)
        return ServiceGroup(configuration: configuration)
    }
}

/// `casebridge worker`: the duties of `serve` without its pages.
struct Work: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Turns clocks into events, works jobs, and signs the ledger's checkpoints.")

    func run() async throws {
        LoggingSystem.bootstrap {
            JSONLogHandler(label: $0, level: .info, write: JSONLogHandler.standardOutput)
        }
        let server = try await Server(try Settings.read())
        let group = ServiceGroup(
            services: [try server.worker()], gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "casebridge"))
        try await group.run()
        await server.close()
    }
}
