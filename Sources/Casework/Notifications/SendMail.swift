import Accounts
import Foundation
import Jobs
import Mail
import Postgres

/// Sends one mail of the queue. What fails for now is tried again, later and later, for three days; a link to a new
/// password for an hour.
public struct SendMail: JobHandler {
    /// As the queue names it.
    public let kind = "send_mail"
    private let desk: WorkerDesk
    private let postbox: Postbox?

    /// At the pool of the role `casebridge_worker`; without a postbox every mail fails for that reason.
    public init(database: PostgresPool, postbox: Postbox?) {
        desk = WorkerDesk(database: database, duty: "mail")
        self.postbox = postbox
    }

    /// Writes and sends the mail, or notes why it will never be sent; throws `MailFailure` to be tried again.
    public func run(record: UUID) async throws {
        guard let postbox else { return try await fail(record, "mail_off") }
        // Made here, so that only its hash ever reaches the database; another try makes another.
        let link = SecretToken(.link)
        let order = try await desk.read(
            "SELECT casebridge.mail_to_send(\(record), \(Array(link.digest))) AS answer", as: MailOrder.self)
        guard let order else { return }
        guard let recipient = MailAddress(order.email) else {
            return try await fail(record, "recipient_malformed")
        }
        do {
            // A mail program hides what it thinks it has: a new link must not look like the old mail.
            try await postbox.send(
                order, to: recipient, link: link.text, id: order.hasSecret ? UUID() : record)
        } catch let failure as MailFailure where failure.isFinal || order.isLate {
            return try await fail(record, failure.rawValue)
        }
        _ = try await desk.ask("SELECT casebridge.mail_sent(\(record))")
    }

    private func fail(_ record: UUID, _ code: String) async throws {
        _ = try await desk.ask("SELECT casebridge.mail_failed(\(record), \(code))")
    }
}
