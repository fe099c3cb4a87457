import Hummingbird

/// One reason why the server cannot take work: a short stable code such as `database` or `migrations`.
public struct HealthFault: Sendable, Equatable {
    /// The code.
    public let code: String

    /// A fault of this code.
    public init(_ code: String) { self.code = code }
}

/// `/healthz` says that the process lives and asks nobody; `/readyz` says whether it can work.
public struct HealthRoutes: Sendable {
    private let faults: @Sendable () async -> [HealthFault]

    /// - Parameter faults: what is wrong now: database, migrations, storage, or that the server is stopping.
    public init(faults: @escaping @Sendable () async -> [HealthFault]) { self.faults = faults }

    /// Registers both.
    public func add(to routes: Routes) {
        let faults = faults
        routes.file("healthz") { _, _ in PlainText.response("ok\n") }
        routes.file("readyz") { request, context in
            let found = await faults()
            let answer = JSON.object([
                "ready": .boolean(found.isEmpty), "faults": .array(found.map { .string($0.code) }),
            ])
            return try JSONReply(answer, status: found.isEmpty ? .ok : .serviceUnavailable)
                .response(from: request, context: context)
        }
    }
}
