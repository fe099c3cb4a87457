import CCurl
import Testing

@testable import Mail

@Suite struct VerdictTests {
    @Test(arguments: [
        (CURLE_OPERATION_TIMEDOUT, 0, "", MailFailure.timeout), (CURLE_COULDNT_CONNECT, 0, "", .unreachable),
        (CURLE_USE_SSL_FAILED, 0, "", .notEncrypted), (CURLE_LOGIN_DENIED, 535, "", .loginRefused),
        (CURLE_SEND_ERROR, 550, "RCPT failed: 550", .recipientRefused),
        (CURLE_SEND_ERROR, 450, "RCPT failed: 450", .tryLater),
        (CURLE_SEND_ERROR, 553, "MAIL failed: 553", .senderRefused),
        (CURLE_WEIRD_SERVER_REPLY, 554, "", .messageRefused), (CURLE_RECV_ERROR, 0, "", .tryLater),
    ])
    func `each way to fail has its code`(result: CURLcode, code: Int, text: String, failure: MailFailure) {
        #expect(SMTPVerdict(result: result, code: code, text: text).failure == failure)
    }

    @Test func `only what no setting can mend is final`() {
        #expect(MailFailure.allCases.filter(\.isFinal) == [.recipientRefused, .messageRefused])
    }
}
