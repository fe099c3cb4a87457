import Logging
import ServiceLifecycle
import Web

/// Stops before all others do: the server says that it is not ready and goes on answering for a while, so that
/// proxies have gone elsewhere when it takes no more connections.
struct Drain: Service {
    let draining: Draining
    let duration: Duration

    func run() async throws {
        try await gracefulShutdown()
        draining.begin()
        Logger(label: "casebridge").info("stopping", metadata: ["drains": "\(duration)"])
        try? await Task.sleep(for: duration)
    }
}
