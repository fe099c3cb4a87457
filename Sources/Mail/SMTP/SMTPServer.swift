/// The mail server that mails are handed to.
public struct SMTPServer: Sendable {
    /// How the way to it is encrypted.
    public enum Encryption: String, Sendable, CaseIterable {
        /// STARTTLS, and nothing is sent without it.
        case required
        /// STARTTLS where the server offers it: somebody on the way can take the offer out.
        case optional
        /// TLS from the first byte, as on port 465.
        case implicit
        /// None: for a server on the same machine.
        case off

        /// Whether nobody on the way can read along.
        public var isSure: Bool { self == .required || self == .implicit }
    }

    /// Name and password for the server.
    public struct Login: Sendable {
        let user: String
        let password: String

        /// A login as given.
        public init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    let host: String
    let port: Int
    let encryption: Encryption
    let login: Login?
    let authorities: String?
    let connectTimeout: Duration
    let totalTimeout: Duration

    /// - Parameters:
    ///   - authorities: a file of certificates in PEM that are trusted in place of the system's.
    ///   - totalTimeout: for one mail, from the connection's begin to the server's last word.
    public init(
        host: String, port: Int, encryption: Encryption, login: Login? = nil, authorities: String? = nil,
        connectTimeout: Duration = .seconds(10), totalTimeout: Duration = .seconds(30)
    ) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.login = login
        self.authorities = authorities
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
    }

    /// The address as curl takes it. A host is a name or an IP address; IPv6 stands in brackets.
    var url: String {
        "\(encryption == .implicit ? "smtps" : "smtp")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
