import Hummingbird
import Logging

/// Turns whatever a handler threw into a problem document or a page; nothing above it ever sees an error.
struct AnswerErrors: RouterMiddleware {
    let answer: ProblemAnswer
    let table: RouteTable

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let refusal = methodAware(Refusal(of: error), request)
            if refusal.status >= 500 {
                context.logger.error(
                    "refused", metadata: ["code": "\(refusal.code)", "error": "\(String(reflecting: error))"])
            } else {
                context.logger.debug("refused", metadata: ["code": "\(refusal.code)"])
            }
            return await answer.response(to: request, context, refusal)
        }
    }

    // The router says "not found" when only the method is wrong; the table knows better.
    private func methodAware(_ refusal: Refusal, _ request: Request) -> Refusal {
        guard refusal == Refusal(404, "not_found") else { return refusal }
        let methods = table.methods(at: request.uri.path)
        guard !methods.isEmpty, !methods.contains(request.method) else { return refusal }
        return Refusal(405, "method_not_allowed", allowed: methods.map(\.rawValue).sorted())
    }
}
