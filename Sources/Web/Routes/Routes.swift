import Hummingbird

/// Registers pages and API routes with the router and notes each in the table. The frame's middleware
/// stands before all of them.
public struct Routes {
    /// What pages and routes stand on.
    public let frame: Frame
    /// Every route registered so far.
    public let table: RouteTable
    /// Hummingbird's router, to build the application from.
    public let router: Router<WebContext>
    /// What was measured of every request.
    public let measures = RequestMeasures()
    /// Whether the server has been told to stop.
    public let draining = Draining()
    /// Says who is signed in, for problem pages.
    public let ownHead: OwnHead

    /// A router with the frame's middleware and the frame's own routes: assets, problem pages, well-known
    /// files.
    public init(_ frame: Frame) {
        self.frame = frame
        let table = RouteTable()
        self.table = table
        router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        let ownHead = OwnHead()
        self.ownHead = ownHead
        let answer = ProblemAnswer(
            locales: frame.locales, templates: frame.templates, layout: frame.layout, ownHead: ownHead,
            table: table)
        let languages = LanguageChoice(
            supported: frame.locales.languages, fallback: frame.settings.defaultLanguage)
        let (measures, draining) = (measures, draining)
        router.addMiddleware {
            KeepToLoop()
            IdentifyRequest(settings: frame.settings, languages: languages)
            LogRequests()
            MeasureRequests(measures: measures)
            CloseWhenDraining(draining: draining)
            SecureHeaders(settings: frame.settings)
            AnswerErrors(answer: answer, table: table)
            RefuseSlowBodies(patience: frame.settings.patience)
            RefuseForgedRequests(origins: frame.settings.origins)
        }
        addFrameRoutes()
    }

    /// A page that signed-in people reach; others are led to the sign-in page.
    public func page(
        _ method: HTTPRequest.Method, _ pattern: String, access: SignedInAccess = .signedIn,
        bodyLimit: Int? = nil, takesUpload: Bool = false,
        _ handle: @escaping @Sendable (Request, SignedInContext) async throws -> Response
    ) {
        add(method, pattern, .page, access.access, nil, bodyLimit, takesUpload: takesUpload) {
            request, context in
            try await handle(request, try Self.signedIn(context, access))
        }
    }

    /// A page that anybody reaches.
    public func page(
        _ method: HTTPRequest.Method, _ pattern: String, access: OpenAccess, bodyLimit: Int? = nil,
        _ handle: @escaping @Sendable (Request, WebContext) async throws -> Response
    ) {
        add(method, pattern, .page, .open, nil, bodyLimit, handle)
    }

    /// A route below `/api/v1` for signed-in callers; anybody else gets a 401 problem.
    public func api<Answer: ResponseGenerator>(
        _ method: HTTPRequest.Method, _ pattern: String, access: SignedInAccess, operation: Operation,
        bodyLimit: Int? = nil, _ handle: @escaping @Sendable (Request, SignedInContext) async throws -> Answer
    ) {
        add(method, "api/v1/" + pattern, .api, access.access, operation, bodyLimit) { request, context in
            let answer = try await handle(request, try Self.signedIn(context, access))
            return try answer.response(from: request, context: context)
        }
    }

    /// A route below `/api/v1` for anybody.
    public func api<Answer: ResponseGenerator>(
        _ method: HTTPRequest.Method, _ pattern: String, access: OpenAccess, operation: Operation,
        bodyLimit: Int? = nil, _ handle: @escaping @Sendable (Request, WebContext) async throws -> Answer
    ) {
        add(method, "api/v1/" + pattern, .api, .open, operation, bodyLimit) { request, context in
            try await handle(request, context).response(from: request, context: context)
        }
    }

    /// A route of the frame or for other programs outside `/api/v1`: health, ledger tiles, metrics.
    public func file(
        _ pattern: String, _ handle: @escaping @Sendable (Request, WebContext) async throws -> Response
    ) {
        add(.get, pattern, .frame, .open, nil, nil, handle)
    }

    private func add(
        _ method: HTTPRequest.Method, _ pattern: String, _ kind: Route.Kind, _ access: RouteAccess,
        _ operation: Operation?, _ bodyLimit: Int?, takesUpload: Bool = false,
        _ handle: @escaping @Sendable (Request, WebContext) async throws -> Response
    ) {
        let path = RouterPath(pattern)
        table.add(
            Route(method: method, pattern: path.description, kind: kind, access: access, operation: operation)
        )
        let limit = bodyLimit ?? frame.settings.bodyLimit
        // Elsewhere nobody would look at the token in a multipart form.
        let takesUpload = takesUpload || operation?.takesUpload == true
        router.on(path, method: method) { request, context -> Response in
            var context = context
            context.bodyLimit = limit
            try LimitBodies.check(request, limit: limit)
            if !takesUpload { try context.csrfCheck.requirePassed() }
            // A filter that cannot be read must not widen what is listed.
            if operation?.query.isEmpty == false, !URLEncodedText.isReadable(request.uri.query ?? "") {
                throw Refusal.malformed("malformed_query")
            }
            return try await handle(request, context)
        }
    }

    private static func signedIn(_ context: WebContext, _ access: SignedInAccess) throws(Refusal)
        -> SignedInContext
    {
        if access == .token, context.carrier != .bearer { throw .notSignedIn }
        return try SignedInContext(context)
    }
}
