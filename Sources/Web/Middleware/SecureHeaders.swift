import HTTPTypes
import Hummingbird

/// The headers that every answer carries, whatever made it; a handler's own value stays.
struct SecureHeaders: RouterMiddleware {
    private let fixed: [(name: HTTPField.Name, value: String)]

    init(settings: WebSettings) {
        var fixed: [(name: HTTPField.Name, value: String)] = [
            (.contentSecurityPolicy, Self.contentPolicy),
            // The policy says so too, to browsers that know its frame-ancestors.
            (.frameOptions, "DENY"),
            (.xContentTypeOptions, "nosniff"),
            // Not no-referrer: browsers would then send "Origin: null" with our own forms.
            (.referrerPolicy, "same-origin"),
            (.permissionsPolicy, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            (.openerPolicy, "same-origin"),
            (.resourcePolicy, "same-origin"),
            // What a handler does not mark as public is private.
            (.cacheControl, "no-store"),
        ]
        if settings.sendsTransportSecurity {
            fixed.append((.strictTransportSecurity, "max-age=63072000; includeSubDomains"))
        }
        self.fixed = fixed
    }

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in fixed where response.headers[name] == nil { response.headers[name] = value }
        response.headers[.requestID] = context.requestID
        if response.headers[.vary] == nil { response.headers[.vary] = "Accept-Language, Cookie" }
        return response
    }

    private static let contentPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
        connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'
        """
}
