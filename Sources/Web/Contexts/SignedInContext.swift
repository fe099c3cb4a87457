import Foundation

/// What an open and a signed-in request share, so that both can be answered by the same functions.
public protocol RequestFacts: Sendable {
    /// Everything that is known of the request.
    var web: WebContext { get }
}

extension WebContext: RequestFacts {
    /// Itself.
    public var web: WebContext { self }
}

/// The context of a route that only signed-in callers reach: it has a token by construction.
public struct SignedInContext: RequestFacts {
    /// Everything that is known of the request.
    public let web: WebContext
    /// Who asks.
    public let caller: Caller

    /// The path's parameter as a UUID; a text that is none is not found, since no such row can exist.
    public func id(_ name: String = "id") throws(Refusal) -> UUID { try web.id(name) }

    /// The path's parameter as text, at most 200 characters; anything else is not found.
    public func parameter(_ name: String) throws(Refusal) -> String { try web.parameter(name) }

    init(_ web: WebContext) throws(Refusal) {
        guard let token = web.token else { throw .notSignedIn }
        self.web = web
        self.caller = Caller(
            token: token, requestID: web.requestID, language: web.language, network: web.network)
    }
}
