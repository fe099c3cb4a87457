import Hummingbird
import ServiceLifecycle
import Web

/// Runs an application, with every task below it, on the threads of its sockets. The worker stays off them: its
/// duties are long.
struct OnLoops<Served: ApplicationProtocol>: Service {
    let application: Served

    func run() async throws {
        try await withTaskExecutorPreference(LoopExecutor(application.eventLoopGroup)) {
            try await application.run()
        }
    }
}
