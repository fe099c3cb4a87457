import Hummingbird

/// `/healthz` says that the process lives and asks nobody; `/readyz` says whether it can work.
public struct HealthRoutes: Sendable {
    private let report: @Sendable () async -> HealthReport

    /// - Parameter report: how the server is now; asked at each request, so it should be quick.
    public init(report: @escaping @Sendable () async -> HealthReport) { self.report = report }

    /// Registers both. A server that drains is not ready, whatever else is well.
    public func add(to routes: Routes) {
        let report = report
        let draining = routes.draining
        routes.file("healthz") { _, _ in PlainText.response("ok\n") }
        routes.file("readyz") { request, context in
            var found = draining.hasBegun ? HealthReport() : await report()
            if draining.hasBegun { found.faults = [HealthFault("stopping")] }
            return try JSONReply(found.json, status: found.faults.isEmpty ? .ok : .serviceUnavailable)
                .response(from: request, context: context)
        }
    }
}
