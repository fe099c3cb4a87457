import CCurl

/// What curl's result, the server's last code and curl's sentence mean together.
struct SMTPVerdict {
    let result: CURLcode
    let code: Int
    /// curl's own sentence, which names the command that failed.
    let text: String

    var failure: MailFailure {
        switch result {
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: .unreachable
        case CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR,
            CURLE_SSL_CACERT_BADFILE:
            .notEncrypted
        case CURLE_LOGIN_DENIED: .loginRefused
        default: ofCode
        }
    }

    // 4xx asks to try again (RFC 5321, section 4.2.1).
    private var ofCode: MailFailure {
        guard (500...599).contains(code) else { return .tryLater }
        if text.hasPrefix("RCPT") { return .recipientRefused }
        return text.hasPrefix("MAIL") ? .senderRefused : .messageRefused
    }
}
