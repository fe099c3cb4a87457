import Hummingbird
import NIOCore

/// Answers each request on the loop of its connection, whichever thread brings what it waits for.
struct KeepToLoop: RouterMiddleware {
    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard let loop = context.connection?.eventLoop else { return try await next(request, context) }
        return try await withTaskExecutorPreference(LoopExecutor(loop)) {
            try await next(request, context)
        }
    }
}
