import Accounts
import Testing

@testable import Web

@Suite struct ForgeryTests {
    private let form = ["Content-Type": "application/x-www-form-urlencoded"]
    private let path = "/cases/0190a0a0-0000-7000-8000-000000000001"

    private func post(_ headers: [String: String], _ body: String, to path: String? = nil) async throws
        -> Reply
    {
        try await TestSite.small().send(
            .post, path ?? self.path, headers.merging(form) { own, _ in own }, body: body)
    }

    @Test func `a form of the own pages with its token is accepted`() async throws {
        let reply = try await post(TestSite.browser, "csrf=\(TestSite.csrf)&reason=late")
        #expect((reply.status, reply.text) == (200, "late"))
    }

    @Test func `without its token, or with another session's, it is refused`() async throws {
        let other = CSRFToken.text(for: SecretToken(.session))
        for body in ["reason=late", "csrf=&reason=late", "csrf=\(other)", "csrf=%FF"] {
            let reply = try await post(TestSite.browser, body)
            #expect(reply.status == 403)
            #expect(reply.text.contains("The form has expired"))
        }
    }

    @Test(arguments: [
        ["Origin": "https://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
        ["Sec-Fetch-Site": "same-site"], ["Origin": "https://cases.example.org.evil.example"],
    ])
    func `from another site it is refused even with the token`(wrong: [String: String]) async throws {
        let headers = TestSite.browser.merging(wrong) { _, new in new }
        #expect(try await post(headers, "csrf=\(TestSite.csrf)").status == 403)
    }

    @Test func `configured origins replace the host's`() async throws {
        var settings = WebSettings.local
        settings.origins = ["https://public.example.org"]
        let site = try TestSite.small(settings)
        let ours = form.merging(["Origin": "https://public.example.org"]) { own, _ in own }
        let host = form.merging(["Origin": "https://cases.example.org"]) { own, _ in own }
        #expect(try await site.send(.post, "/open", ours).status == 200)
        #expect(try await site.send(.post, "/open", host).status == 403)
    }

    @Test func `an anonymous form needs the browser's word where it comes from`() async throws {
        #expect(try await post(["Origin": "https://cases.example.org"], "", to: "/open").status == 200)
        #expect(try await post(["Sec-Fetch-Site": "same-origin"], "", to: "/open").status == 200)
        let refused = try await post([:], "", to: "/open")
        #expect(refused.status == 403)
        #expect(refused.text.contains("did not say where"))
    }

    @Test func `a cookie cannot post JSON without the token in a header`() async throws {
        let site = try TestSite.small()
        let json = TestSite.browser.merging(["Content-Type": "application/json"]) { own, _ in own }
        #expect(try await site.send(.post, "/api/v1/things", json, body: #"{"name":"a"}"#).code == "csrf")
        let with = json.merging(["X-CSRF-Token": TestSite.csrf]) { own, _ in own }
        #expect(try await site.send(.post, "/api/v1/things", with, body: #"{"name":"a"}"#).status == 200)
    }

    @Test func `a bearer needs no token, whatever the origin`() async throws {
        let headers = TestSite.bearer.merging([
            "Content-Type": "application/json", "Origin": "https://x.example",
        ]) { own, _ in own }
        #expect(
            try await TestSite.small().send(.post, "/api/v1/things", headers, body: #"{"name":"a"}"#).text
                == #""a""#)
    }

    @Test func `a broken Authorization header does not fall back to the cookie`() async throws {
        let headers = TestSite.browser.merging([
            "Authorization": "Basic YTpi", "Content-Type": "application/json",
        ]) { own, _ in own }
        #expect(try await TestSite.small().send(.post, "/api/v1/things", headers, body: "{}").status != 200)
    }
}
