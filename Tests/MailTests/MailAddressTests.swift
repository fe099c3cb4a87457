import Testing

@testable import Mail

@Suite struct MailAddressTests {
    @Test(arguments: ["ana@example.org", "a.b+c@mail.example.org", "o'neil@example.org", "x@localhost"])
    func `a plain address is taken as it is`(text: String) throws {
        #expect(try #require(MailAddress(text)).text == text)
    }

    @Test(arguments: [
        "", "ana", "@example.org", "ana@", "a@b@c", "a b@example.org",
        "ana@example.org\r\nBcc: eve@example.org",
        "ana@example.org\nX: y", "ana@exam\u{0}ple.org", "<ana@example.org>", "\"a b\"@example.org",
        "ana@example.org,eve@example.org", "ána@example.org", "ana@пример.бг", ".ana@example.org",
        "ana.@example.org",
        "ana@example..org", "ana@[127.0.0.1]", "ana(x)@example.org",
    ])
    func `what could be two addresses, a header or a command is none`(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func `an address is no longer than SMTP takes`() {
        let domain = String(repeating: "x", count: 60) + ".example.org"
        #expect(MailAddress(String(repeating: "a", count: 64) + "@" + domain) != nil)
        #expect(MailAddress(String(repeating: "a", count: 65) + "@" + domain) == nil)
        let long = Array(repeating: "xxxxxxxxx", count: 25).joined(separator: ".")
        #expect(MailAddress("ana@" + long) != nil)
        #expect(MailAddress("ana@" + long + ".x") == nil)
    }
}
