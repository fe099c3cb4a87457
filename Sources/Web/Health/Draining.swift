import Hummingbird
import Synchronization

/// Whether the server has been told to stop: it is then not ready, still answers, and keeps no connection open.
public final class Draining: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Not yet.
    public init() {}

    /// Whether it has begun.
    public var hasBegun: Bool { flag.load(ordering: .relaxed) }

    /// From now on proxies are asked to go elsewhere.
    public func begin() { flag.store(true, ordering: .relaxed) }
}

/// Ends kept-alive connections with their next answer while the server drains, so that none of them is closed
/// at the moment when its proxy sends the next request.
struct CloseWhenDraining: RouterMiddleware {
    let draining: Draining

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if draining.hasBegun { response.headers[.connection] = "close" }
        return response
    }
}
