import Hummingbird
import Logging

/// One log line for each request: the route's pattern, never the path with its ids; no address, no account.
struct LogRequests: RouterMiddleware {
    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let milliseconds = (ContinuousClock.now - start) / Duration.microseconds(1) / 1_000
        context.logger.log(
            level: response.status.code >= 500 ? .error : .info, "request",
            metadata: [
                "method": "\(Self.known(request.method))",
                "route": "\(context.route)",
                "status": "\(response.status.code)",
                "ms": "\((milliseconds * 10).rounded() / 10)",
            ])
        return response
    }

    // A method is the client's text: only the usual ones are repeated.
    static func known(_ method: HTTPRequest.Method) -> String {
        let usual: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
        return usual.contains(method) ? method.rawValue : "other"
    }
}
