import Accounts

/// Who asks, as far as the server knows before PostgreSQL has resolved the token;
/// a signed-in action takes one of these and nothing else of the request.
public struct Caller: Sendable {
    /// The session's or the API token; PostgreSQL resolves account, roles and scopes from it.
    public let token: SecretToken
    /// Names the request in logs and audit events.
    public let requestID: String
    /// Language of the answer.
    public let language: Language
    /// The client's network, for growing delays and the session list.
    public let network: String

    /// A caller as given; tests and commands make their own.
    public init(token: SecretToken, requestID: String, language: Language, network: String) {
        self.token = token
        self.requestID = requestID
        self.language = language
        self.network = network
    }
}
