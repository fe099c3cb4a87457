import Foundation

/// What the frame of pages and API needs to know about the place it runs at; read once at start.
public struct WebSettings: Sendable {
    /// Origins under which browsers reach the server, `https://cases.example.org`; when empty, the Host
    /// header decides.
    public var origins: [String]
    /// Proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: [AddressRange]
    /// Send Strict-Transport-Security: only where every request comes over TLS.
    public var sendsTransportSecurity: Bool
    /// Largest body of a form or of JSON, in bytes.
    public var bodyLimit: Int
    /// Language of who asks for none that we have.
    public var defaultLanguage: Language
    /// Address in security.txt, `mailto:` or `https:`; without it there is no such file.
    public var securityContact: String?
    /// How long a connection may stand without a request, and a body may trickle.
    public var patience = Duration.seconds(130)

    /// Whether visitors may look up contracts and indicators without an account.
    public var publishesContracts: Bool

    /// Settings as given.
    public init(
        origins: [String], trustedProxies: [AddressRange], sendsTransportSecurity: Bool, bodyLimit: Int,
        defaultLanguage: Language, securityContact: String?, publishesContracts: Bool = true
    ) {
        self.origins = origins
        self.trustedProxies = trustedProxies
        self.sendsTransportSecurity = sendsTransportSecurity
        self.bodyLimit = bodyLimit
        self.defaultLanguage = defaultLanguage
        self.securityContact = securityContact
        self.publishesContracts = publishesContracts
    }

    /// One machine, no proxy, 1 MiB, English.
    public static let local = WebSettings(
        origins: [], trustedProxies: [], sendsTransportSecurity: false, bodyLimit: 1 << 20,
        defaultLanguage: .english, securityContact: nil)
}
