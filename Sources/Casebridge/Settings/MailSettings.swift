import Casework
import Foundation
import Mail
import Web

/// Where mails go, whom they come from, and where their links lead.
struct MailSettings: Sendable {
    let server: SMTPServer
    let sender: MailAddress
    let origin: String

    /// Nil without a host. What does not fit together is noted as a fault.
    init?(_ environment: Environment, origin: String?) {
        guard let host = environment.optional(.smtpHost) else { return nil }
        let encryption = Self.encryption(environment)
        let login = Self.login(environment)
        if login != nil, !encryption.isSure {
            environment.refuse(
                .smtpUser,
                "needs CASEBRIDGE_SMTP_TLS to be required or implicit: others could read the password")
        }
        if !Self.isHost(host) { environment.refuse(.smtpHost, "is no host name or IP address") }
        guard let sender = MailAddress(environment.required(.smtpFrom)) else {
            environment.refuse(.smtpFrom, "is no plain mail address")
            return nil
        }
        guard let origin else {
            environment.refuse(.smtpHost, "needs CASEBRIDGE_ORIGIN, which links in mails begin with")
            return nil
        }
        let seconds = environment.integer(.smtpTimeout, 1...240) ?? 30
        self.sender = sender
        self.origin = origin
        server = SMTPServer(
            host: host,
            port: environment.integer(.smtpPort, 1...65_535) ?? (encryption == .implicit ? 465 : 587),
            encryption: encryption, login: login, authorities: environment.optional(.smtpAuthorities),
            connectTimeout: .seconds(min(seconds, 10)), totalTimeout: .seconds(seconds))
    }

    /// What writes and hands over mails, with these words.
    func postbox(_ frame: Frame) -> Postbox {
        Postbox(frame: frame, mailer: Mailer(server: server), sender: sender, origin: origin)
    }

    private static func encryption(_ environment: Environment) -> SMTPServer.Encryption {
        guard let text = environment.optional(.smtpTLS) else { return .required }
        guard let encryption = SMTPServer.Encryption(rawValue: text) else {
            environment.refuse(.smtpTLS, "is none of required, implicit, optional, off")
            return .required
        }
        return encryption
    }

    private static func login(_ environment: Environment) -> SMTPServer.Login? {
        let user = environment.optional(.smtpUser)
        let password = environment.optional(.smtpPassword)
        if (user == nil) != (password == nil) {
            environment.refuse(.smtpUser, "and CASEBRIDGE_SMTP_PASSWORD go together")
        }
        guard let user, let password else { return nil }
        return SMTPServer.Login(user: user, password: password)
    }

    private static func isHost(_ text: String) -> Bool {
        text.wholeMatch(of: /[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|[0-9A-Fa-f:.]{2,45}/) != nil
    }
}
