import Accounts
import Hummingbird
import NIOCore

/// Fills the context from the request's head; the first middleware, since all others read what it finds.
struct IdentifyRequest: RouterMiddleware {
    let settings: WebSettings
    let languages: LanguageChoice

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let names = RequestID(
            requestID: request.headers[values: .requestID].first,
            traceparent: request.headers[values: .traceParent].first)
        context.requestID = names.text
        context.logger[metadataKey: "request_id"] = "\(names.text)"
        context.address = request.head.path ?? "/"
        context.isAPI = request.uri.path.hasPrefix("/api/")
        context.bodyLimit = settings.bodyLimit
        context.network = ClientNetwork(trustedProxies: settings.trustedProxies)
            .network(peer: context.peerAddress, forwardedFor: request.headers[values: .forwardedFor])
        chooseLanguage(request, &context)
        findToken(request, &context)
        return try await next(request, context)
    }

    private func chooseLanguage(_ request: Request, _ context: inout WebContext) {
        let query = QueryInput(request)["lang"]
        context.choseLanguage = query.flatMap { languages.named($0) } != nil
        context.language = languages.choose(
            query: query, cookie: request.cookies[LanguageCookie.name]?.value,
            accepted: request.headers[.acceptLanguage])
    }

    // A bearer's header wins over a cookie: it was set on purpose.
    private func findToken(_ request: Request, _ context: inout WebContext) {
        if let header = request.headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return }
            context.token = SecretToken(parsing: String(parts[1][...].trimmed()))
            context.carrier = .bearer
        } else if let cookie = request.cookies[SessionCookie.name] {
            context.token = SecretToken(parsing: cookie.value).flatMap { $0.kind == .session ? $0 : nil }
            context.carrier = context.token == nil ? .none : .cookie
        }
    }
}
