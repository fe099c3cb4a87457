import Hummingbird
import Synchronization

/// Every route of the server, in the order of registration; written at start, read afterwards.
public final class RouteTable: Sendable {
    private let stored = Mutex<[Route]>([])

    /// An empty table.
    public init() {}

    /// All routes.
    public var routes: [Route] { stored.withLock { $0 } }

    func add(_ route: Route) { stored.withLock { $0.append(route) } }

    /// The methods that a path answers; empty when it does not exist.
    func methods(at path: String) -> Set<HTTPRequest.Method> {
        var methods = Set(routes.filter { $0.matches(path) }.map(\.method))
        // The router answers HEAD wherever it answers GET.
        if methods.contains(.get) { methods.insert(.head) }
        return methods
    }
}
