import Dispatch

/// Hands mails to a server, a few at a time, on threads of its own: none of Swift's tasks waits for a network.
public struct Mailer: Sendable {
    private let server: SMTPServer
    private let threads = DispatchQueue(label: "mail", attributes: .concurrent)

    /// A mailer for this server.
    public init(server: SMTPServer) { self.server = server }

    /// Returns when the server has taken the mail; throws `MailFailure`.
    public func send(_ message: MailMessage) async throws {
        let sending = SMTPSending(server: server, message: message)
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            threads.async {
                do throws(MailFailure) {
                    try sending.run()
                    done.resume()
                } catch {
                    done.resume(throwing: error)
                }
            }
        }
    }
}
