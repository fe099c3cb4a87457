import Accounts
import Hummingbird
import Logging
import NIOCore

/// How the caller's token reached us: only a cookie is sent by a browser on its own, so only then
/// can a request be forged.
enum TokenCarrier: Sendable {
    case none, cookie, bearer
}

/// What is known of a request before its handler runs; filled by `IdentifyRequest`.
public struct WebContext: RequestContext {
    /// Hummingbird's own part.
    public var coreContext: CoreRequestContextStorage
    /// Names the request in logs, audit events and problem documents.
    public internal(set) var requestID = ""
    /// Language of the answer.
    public internal(set) var language = Language.english
    /// The caller's token, when one of the right shape was presented; nobody has checked it yet.
    public internal(set) var token: SecretToken?
    /// The client's network behind trusted proxies; `unknown` on a Unix socket.
    public internal(set) var network = "unknown"
    /// Whether the answer is for a program: problems are then documents, not pages.
    public internal(set) var isAPI = false
    /// Path and query as they were asked, for the language switch and the way back after signing in.
    public internal(set) var address = "/"
    /// Largest body that this route reads, in bytes.
    public internal(set) var bodyLimit = 1 << 20
    /// Whether `?lang=` chose the language, which is then remembered.
    var choseLanguage = false
    var carrier = TokenCarrier.none
    var csrfCheck = CSRFCheck.passed
    let peerAddress: String?
    /// What the request came over; nil in tests.
    private(set) var connection: (any Channel)?

    /// Made by Hummingbird for each request.
    public init(source: ApplicationRequestContextSource) {
        self.init(source, peerAddress: source.channel.remoteAddress?.ipAddress)
        connection = source.channel
    }

    init(_ source: some RequestContextSource, peerAddress: String?) {
        coreContext = CoreRequestContextStorage(source: source)
        self.peerAddress = peerAddress
    }

    /// The hidden field of every form of this session; nil when nobody is signed in.
    public var csrfToken: String? {
        guard carrier == .cookie, let token else { return nil }
        return CSRFToken.text(for: token)
    }

    /// The route's template for logs and measures, `none` where there is no route. Hummingbird names that NotFound.
    var route: String {
        guard let path = endpointPath, path.hasPrefix("/") else { return "none" }
        return path
    }

    /// The largest body for Hummingbird's own readers.
    public var maxUploadSize: Int { bodyLimit }
}
