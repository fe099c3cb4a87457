import Accounts
import Hummingbird

/// Refuses a change that another site made a browser send: by Sec-Fetch-Site and Origin for all, by the
/// session's token as well when a cookie signs the request. A bearer's token is never sent by a browser on
/// its own: exempt.
struct RefuseForgedRequests: RouterMiddleware {
    let origins: [String]

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let isSafe = request.method == .get || request.method == .head || request.method == .options
        guard !isSafe, context.carrier != .bearer else { return try await next(request, context) }
        let origin = try checkOrigin(request)
        guard context.carrier == .cookie, let session = context.token else {
            // Nobody is signed in: signing a visitor in to somebody else's account is what could be forged, on a page.
            guard origin == .ours || context.isAPI else { throw Refusal(403, "origin_missing") }
            return try await next(request, context)
        }
        var request = request
        var context = context
        context.csrfCheck = try await checkToken(&request, context, session)
        return try await next(request, context)
    }

    private enum Origin { case ours, untold }

    private func checkOrigin(_ request: Request) throws(Refusal) -> Origin {
        let site = request.headers[.fetchSite]
        if let site, site != "same-origin", site != "none" { throw Refusal(403, "cross_site") }
        guard let origin = request.headers[.origin] else { return site == nil ? .untold : .ours }
        guard isOurs(origin, request) else { throw Refusal(403, "cross_site") }
        return .ours
    }

    private func isOurs(_ origin: String, _ request: Request) -> Bool {
        if !origins.isEmpty { return origins.contains(origin) }
        guard let host = request.head.authority, !host.isEmpty else { return false }
        return origin == "http://" + host || origin == "https://" + host
    }

    private func checkToken(
        _ request: inout Request, _ context: WebContext, _ session: SecretToken
    ) async throws -> CSRFCheck {
        if let header = request.headers[.csrfToken] {
            guard CSRFToken.matches(header, session) else { throw Refusal(403, "csrf") }
            return .passed
        }
        let type = MediaTypeHeader(request.headers[.contentType])
        if type.isMultipartForm { return .inForm(session) }
        guard type.isURLEncodedForm else { throw Refusal(403, "csrf") }
        let body = try await BoundedBody.collect(request, limit: context.bodyLimit)
        request.body = RequestBody(buffer: body)
        let fields = URLEncodedText.decode(String(decoding: body.readableBytesView, as: UTF8.self))
        try CSRFCheck.inForm(session).check(fields)
        return .passed
    }
}
