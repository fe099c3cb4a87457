import Hummingbird

/// Who may reach a route at all; what a caller may do there is PostgreSQL's to decide.
public enum RouteAccess: String, Sendable, CaseIterable {
    /// Anybody.
    case open
    /// A session or an API token.
    case signedIn
    /// An API token only.
    case token
}

/// The access of a route whose handler gets a `WebContext`.
public enum OpenAccess: Sendable {
    /// Anybody.
    case open
}

/// The access of a route whose handler gets a `SignedInContext`.
public enum SignedInAccess: Sendable {
    /// A session or an API token.
    case signedIn
    /// An API token only.
    case token

    var access: RouteAccess { self == .signedIn ? .signedIn : .token }
}

/// One route as the role table, the OpenAPI document and the 405 answer know it.
public struct Route: Sendable {
    /// What reads the answer.
    public enum Kind: String, Sendable {
        /// People.
        case page
        /// Programs, below `/api/v1`.
        case api
        /// The frame's own: health, assets.
        case frame
    }

    /// The method.
    public let method: HTTPRequest.Method
    /// The address with its parameters in braces: `/api/v1/cases/{id}/moves`.
    public let pattern: String
    /// What reads the answer.
    public let kind: Kind
    /// Who may reach it.
    public let access: RouteAccess
    /// What the OpenAPI document says of it; every API route has one.
    public let operation: Operation?

    /// Method and pattern, unique: `POST /api/v1/cases/{id}/moves`.
    public var name: String { method.rawValue + " " + pattern }

    /// Names of the pattern's parameters.
    public var pathParameters: [String] {
        pattern.split(separator: "/").compactMap { part in
            part.hasPrefix("{") && part.hasSuffix("}") ? String(part.dropFirst().dropLast()) : nil
        }
    }

    func matches(_ path: String) -> Bool {
        let own = pattern.split(separator: "/")
        let asked = path.split(separator: "/")
        guard own.count == asked.count || (own.last == "**" && asked.count >= own.count) else { return false }
        return zip(own, asked).allSatisfy { part, text in
            part.hasPrefix("{") || part.hasPrefix("*") || part == text
        }
    }
}
