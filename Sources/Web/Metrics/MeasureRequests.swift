import Hummingbird

/// Measures each request where `LogRequests` logs it.
struct MeasureRequests: RouterMiddleware {
    let measures: RequestMeasures

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        measures.begin()
        var status = 500
        defer {
            measures.end(
                method: LogRequests.known(request.method), route: context.route,
                status: status, seconds: (ContinuousClock.now - start) / .seconds(1))
        }
        let response = try await next(request, context)
        status = response.status.code
        return response
    }
}
