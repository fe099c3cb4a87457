import Testing

@testable import Web

@Suite struct LanguageTests {
    @Test(arguments: [
        ("/open", [:], "en"),
        ("/open", ["Accept-Language": "it-CH, en;q=0.5"], "it"),
        ("/open", ["Accept-Language": "en;q=0.3, bg;q=0.9, xx"], "bg"),
        ("/open", ["Accept-Language": "xx, *"], "en"),
        ("/open", ["Accept-Language": "bg;q=0, it;q=5, it;q=x"], "en"),
        ("/open", ["Accept-Language": "it", "Cookie": "lang=bg"], "bg"),
        ("/open?lang=it", ["Cookie": "lang=bg"], "it"),
        ("/open?lang=../etc", ["Cookie": "lang=BG"], "bg"),
    ])
    func `the address wins over the cookie, and that over the browser`(
        path: String, headers: [String: String], language: String
    ) async throws {
        #expect(try await TestSite.small().send(.get, path, headers).text.hasPrefix(language + " "))
    }
}
