import HTTPTypes
import Hummingbird

extension HTTPField.Name {
    static let requestID = named("X-Request-Id")
    static let traceParent = named("traceparent")
    static let forwardedFor = named("X-Forwarded-For")
    static let csrfToken = named("X-CSRF-Token")
    static let fetchSite = named("Sec-Fetch-Site")
    static let referrerPolicy = named("Referrer-Policy")
    static let permissionsPolicy = named("Permissions-Policy")
    static let openerPolicy = named("Cross-Origin-Opener-Policy")
    static let resourcePolicy = named("Cross-Origin-Resource-Policy")
    static let frameOptions = named("X-Frame-Options")
    static let link = named("Link")

    // A literal that is no token would be a mistake of ours; it then names a header that nobody sends.
    private static func named(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .trailer }
}
