import CCurl
import Foundation

/// One mail on its way, on the thread that calls: libcurl blocks until the server has spoken its last word.
struct SMTPSending {
    let server: SMTPServer
    let message: MailMessage

    // libcurl wants this once, before its first handle.
    private static let started: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func run() throws(MailFailure) {
        guard Self.started, let handle = curl_easy_init() else { throw .unreachable }
        defer { curl_easy_cleanup(handle) }
        let recipients = curl_slist_append(nil, "<\(message.recipient.text)>")
        defer { curl_slist_free_all(recipients) }
        configure(handle)
        _ = ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
        var said = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let result = said.withUnsafeMutableBufferPointer { said -> CURLcode in
            _ = ccurl_set_buffer(handle, CURLOPT_ERRORBUFFER, said.baseAddress)
            let result = perform(handle)
            _ = ccurl_set_buffer(handle, CURLOPT_ERRORBUFFER, nil)
            return result
        }
        guard result != CURLE_OK else { return }
        let text = String(decoding: said.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        throw SMTPVerdict(result: result, code: ccurl_response_code(handle), text: text).failure
    }

    private func perform(_ handle: UnsafeMutableRawPointer) -> CURLcode {
        message.bytes.withUnsafeBytes { bytes in
            var body = ccurl_body(
                bytes: bytes.baseAddress?.assumingMemoryBound(to: CChar.self), left: bytes.count)
            return withUnsafeMutablePointer(to: &body) { body in
                _ = ccurl_set_body(handle, body)
                return curl_easy_perform(handle)
            }
        }
    }

    private func configure(_ handle: UnsafeMutableRawPointer) {
        _ = ccurl_set_text(handle, CURLOPT_URL, server.url)
        _ = ccurl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        _ = ccurl_set_text(handle, CURLOPT_MAIL_FROM, "<\(message.sender.address.text)>")
        // No proxy of the environment: mails go to the server that the settings name, and nowhere else.
        _ = ccurl_set_text(handle, CURLOPT_PROXY, "")
        _ = ccurl_set_number(handle, CURLOPT_NOSIGNAL, 1)
        _ = ccurl_set_number(handle, CURLOPT_USE_SSL, encryption)
        _ = ccurl_set_number(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities = server.authorities {
            _ = ccurl_set_text(handle, CURLOPT_CAINFO, authorities)
            _ = ccurl_set_text(handle, CURLOPT_CAPATH, nil)
        }
        _ = ccurl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(server.connectTimeout))
        _ = ccurl_set_number(handle, CURLOPT_TIMEOUT_MS, milliseconds(server.totalTimeout))
        if let login = server.login {
            _ = ccurl_set_text(handle, CURLOPT_USERNAME, login.user)
            _ = ccurl_set_text(handle, CURLOPT_PASSWORD, login.password)
        }
    }

    private var encryption: Int {
        switch server.encryption {
        case .required, .implicit: Int(CURLUSESSL_ALL.rawValue)
        case .optional: Int(CURLUSESSL_TRY.rawValue)
        case .off: Int(CURLUSESSL_NONE.rawValue)
        }
    }

    private func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
}
