import ArgumentParser
import Casework
import Mail
import Web

/// `casebridge mail try ADDRESS`
struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail", abstract: "The mails that this place sends.", subcommands: [Try.self])

    struct Try: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends one mail now, by the settings of now, and says what the server said to it.")
        @Argument var address: String
        @Option(help: "Language of the mail.") var language = "en"

        func run() async throws {
            let settings = try Settings.read()
            guard let mail = settings.mail else {
                throw CommandFailure(.configuration, "CASEBRIDGE_SMTP_HOST is not set, so no mail is sent")
            }
            guard let recipient = MailAddress(address) else {
                throw CommandFailure(.usage, "that is no plain mail address")
            }
            let frame = try Frame(settings: settings.web, root: settings.resources)
            do {
                try await mail.postbox(frame).sendTrial(to: recipient, language: language)
            } catch let failure as MailFailure {
                throw CommandFailure(failure.isFinal ? .badData : .temporary, failure.advice)
            }
            Console.error("the server has taken the mail")
        }
    }
}

extension MailFailure {
    /// What happened and what to look at, for the person who runs the installation.
    var advice: String {
        switch self {
        case .unreachable: "unreachable: nothing answers at CASEBRIDGE_SMTP_HOST and CASEBRIDGE_SMTP_PORT"
        case .timeout: "timeout: the server did not answer within CASEBRIDGE_SMTP_TIMEOUT seconds"
        case .notEncrypted:
            "not_encrypted: the server offers no TLS as CASEBRIDGE_SMTP_TLS wants it, or its certificate is not trusted"
        case .loginRefused: "login_refused: the server refused CASEBRIDGE_SMTP_USER or its password"
        case .senderRefused: "sender_refused: the server takes no mail from CASEBRIDGE_SMTP_FROM"
        case .recipientRefused: "recipient_refused: the server does not deliver to this address"
        case .messageRefused: "message_refused: the server does not take this mail; its log says why"
        case .tryLater: "try_later: the server asked to try again later, or broke off"
        }
    }
}
