import Accounts
import Foundation
import Testing

@testable import Web

private func site(_ settings: WebSettings = .local) throws -> TestSite {
    try TestSite(settings) { routes in
        routes.page(.get, "open", access: .open) { _, context in
            PlainText.response("\(context.language) \(context.network) \(context.requestID)")
        }
        routes.page(.post, "open", access: .open) { _, _ in PlainText.response("done") }
        routes.page(.get, "cases/:id") { _, context in PlainText.response("\(try context.id())") }
        routes.page(.post, "cases/:id") { request, context in
            let form = try await FormInput.read(request, context)
            return PlainText.response(form.text("reason", atMost: 10) ?? "none")
        }
        let operation = Operation("act", tag: "test", body: .json(.anything), answer: .ok(.anything))
        routes.api(.post, "things", access: .signedIn, operation: operation) { request, context in
            let body = try await JSONBody.read(request, context)
            return JSONReply(.string(try body.fields { $0.string("name", 1...5) }))
        }
        routes.api(
            .get, "tokens", access: .token, operation: Operation("tokens", tag: "test", answer: .nothing)
        ) { _, _ in
            JSONReply("{}")
        }
        routes.file("broken") { _, _ in throw PrivateFault() }
    }
}

private struct PrivateFault: Error {
    let secret = "key detail: monitor Ana"
}

@Suite struct HeaderTests {
    @Test(arguments: ["/open", "/nothing-here", "/cases/x", "/api/v1/nothing", "/broken", "/robots.txt"])
    func `every answer carries the security headers`(path: String) async throws {
        let reply = try await site().send(.get, path)
        #expect(reply["Content-Security-Policy"]?.hasPrefix("default-src 'none'; script-src 'self'") == true)
        #expect(reply["X-Content-Type-Options"] == "nosniff")
        #expect(reply["Referrer-Policy"] == "same-origin")
        #expect(reply["Permissions-Policy"]?.contains("camera=()") == true)
        #expect(reply["Cross-Origin-Opener-Policy"] == "same-origin")
        #expect(reply["Cross-Origin-Resource-Policy"] == "same-origin")
        #expect(reply["Cache-Control"] == "no-store")
        #expect(reply["Vary"] == "Accept-Language, Cookie")
        #expect(reply["X-Request-Id"]?.isEmpty == false)
    }

    @Test func `transport security is promised only where it is configured`() async throws {
        var settings = WebSettings.local
        #expect(try await site(settings).send(.get, "/open")["Strict-Transport-Security"] == nil)
        settings.sendsTransportSecurity = true
        #expect(try await site(settings).send(.get, "/open")["Strict-Transport-Security"] != nil)
    }

    @Test func `a request keeps a harmless id, takes the trace's, or gets a new one`() async throws {
        let site = try site()
        #expect(
            try await site.send(.get, "/open", ["X-Request-Id": "batch-2026.11"])["X-Request-Id"]
                == "batch-2026.11")
        let trace = "0af7651916cd43dd8448eb211c80319c"
        let traced = try await site.send(.get, "/open", ["traceparent": "00-\(trace)-b7ad6b7169203331-01"])
        #expect(traced["X-Request-Id"] == trace)
        for bad in [
            "short", "has blanks in it", "<script>alert(1)</script>", String(repeating: "a", count: 65),
        ] {
            #expect(try await site.send(.get, "/open", ["X-Request-Id": bad])["X-Request-Id"] != bad)
        }
        let zero = try await site.send(
            .get, "/open", ["traceparent": "00-\(String(repeating: "0", count: 32))-b7ad6b7169203331-01"])
        #expect(zero["X-Request-Id"]?.allSatisfy { $0 == "0" } == false)
    }
}

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
        #expect(try await site().send(.get, path, headers).text.hasPrefix(language + " "))
    }
}

@Suite struct NetworkTests {
    @Test func `without a trusted proxy the forwarded address is not believed`() async throws {
        let reply = try await site().send(.get, "/open", ["X-Forwarded-For": "198.51.100.9"])
        #expect(reply.text.contains(" 203.0.113.7 "))
    }

    @Test(arguments: [
        ("198.51.100.9", "198.51.100.9"),
        ("1.2.3.4, 198.51.100.9", "198.51.100.9"),
        ("198.51.100.9, 10.1.2.3", "198.51.100.9"),
        ("rubbish, 10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "10.0.0.1"),
    ])
    func `behind trusted proxies the last untrusted address counts`(header: String, network: String)
        async throws
    {
        var settings = WebSettings.local
        settings.trustedProxies = [try #require(AddressRange("10.0.0.0/8"))]
        let reply = try await site(settings).send(
            .get, "/open", ["X-Forwarded-For": header], peer: "10.0.0.1")
        #expect(reply.text.contains(" \(network) "))
    }

    @Test func `a range reads addresses and refuses what is none`() {
        for bad in ["", "10.0.0.0/33", "10.0.0/8", "::1/129", "x", "10.0.0.0/8/8", "10.0.0.0/-1"] {
            #expect(AddressRange(bad) == nil)
        }
        #expect(AddressRange("::ffff:10.0.0.1") == AddressRange("10.0.0.1"))
    }
}

@Suite struct ForgeryTests {
    private let form = ["Content-Type": "application/x-www-form-urlencoded"]
    private let path = "/cases/0190a0a0-0000-7000-8000-000000000001"

    private func post(_ headers: [String: String], _ body: String, to path: String? = nil) async throws
        -> Reply
    {
        try await site().send(.post, path ?? self.path, headers.merging(form) { own, _ in own }, body: body)
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
        let site = try site(settings)
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
        let site = try site()
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
            try await site().send(.post, "/api/v1/things", headers, body: #"{"name":"a"}"#).text == #""a""#)
    }

    @Test func `a broken Authorization header does not fall back to the cookie`() async throws {
        let headers = TestSite.browser.merging([
            "Authorization": "Basic YTpi", "Content-Type": "application/json",
        ]) { own, _ in own }
        #expect(try await site().send(.post, "/api/v1/things", headers, body: "{}").status != 200)
    }
}

@Suite struct AccessTests {
    @Test func `who is not signed in is led to sign in and back, and a program gets a 401`() async throws {
        let site = try site()
        let page = try await site.send(.get, "/cases/0190a0a0-0000-7000-8000-000000000001?tab=2")
        #expect(page.status == 303)
        #expect(page["Location"] == "/sign-in?next=%2Fcases%2F0190a0a0-0000-7000-8000-000000000001%3Ftab%3D2")
        let api = try await site.send(.get, "/api/v1/tokens")
        #expect((api.status, api.code, api["WWW-Authenticate"]) == (401, "not_signed_in", "Bearer"))
    }

    @Test func `a text that is no token is no token`() async throws {
        for header in ["Bearer x", "Bearer", "Bearer cbs_short", "bearer  "] {
            #expect(try await site().send(.get, "/api/v1/tokens", ["Authorization": header]).status == 401)
        }
    }

    @Test func `a session does not open a route for tokens`() async throws {
        #expect(try await site().send(.get, "/api/v1/tokens", TestSite.browser).status == 401)
        #expect(try await site().send(.get, "/api/v1/tokens", TestSite.bearer).status == 200)
    }

    @Test func `an API token in the cookie signs nobody in`() async throws {
        let cookie = ["Cookie": "__Host-casebridge=\(SecretToken(.api).text)"]
        #expect(
            try await site().send(.get, "/cases/0190a0a0-0000-7000-8000-000000000001", cookie).status == 303)
    }

    @Test func `an id that is none is not found`() async throws {
        #expect(try await site().send(.get, "/cases/1", TestSite.browser).status == 404)
    }

    @Test func `a wrong method is told with those that work`() async throws {
        let reply = try await site().send(.delete, "/api/v1/things", TestSite.bearer)
        #expect((reply.status, reply.code, reply["Allow"]) == (405, "method_not_allowed", "POST"))
    }

    @Test(arguments: ["/", "/?a=1", "/cases?x=%20"])
    func `an address of this server is a way back`(address: String) {
        #expect(SignInAddress.localPath(address) == address)
    }

    @Test(arguments: [
        "//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nX: 1", "/\u{E9}",
    ])
    func `an address that leads away is none`(address: String) {
        #expect(SignInAddress.localPath(address) == nil)
    }
}

@Suite struct ErrorTests {
    @Test func `an unforeseen error tells nothing of itself`() async throws {
        let reply = try await site().send(.get, "/broken", ["X-Request-Id": "request-77"])
        #expect(reply.status == 500)
        #expect(!reply.text.contains("Ana") && !reply.text.contains("PrivateFault"))
        #expect(reply.text.contains("request-77"))
    }

    @Test func `a problem document has every member of RFC 9457 and ours`() async throws {
        let headers = ["Accept-Language": "it", "X-Request-Id": "request-78"]
        let reply = try await site().send(.get, "/api/v1/nothing?q=secret", headers)
        #expect(reply["Content-Type"] == "application/problem+json")
        #expect(reply["Content-Language"] == "it")
        #expect(reply.json?["type"]?.text == "/problems/not_found")
        #expect(reply.json?["title"]?.text == "Pagina non trovata")
        #expect(reply.json?["status"]?.whole == 404)
        #expect(reply.json?["instance"]?.text == "/api/v1/nothing")
        #expect(reply.json?["request_id"]?.text == "request-78")
        #expect(reply.json?["errors"]?.elements == [])
    }

    @Test func `an announced body above the limit is refused before it is read`() async throws {
        let headers = TestSite.bearer.merging([
            "Content-Type": "application/json", "Content-Length": "99999999",
        ]) { own, _ in own }
        #expect(try await site().send(.post, "/api/v1/things", headers).code == "too_large")
    }

    @Test func `a body that grows above the limit is refused`() async throws {
        let headers = TestSite.bearer.merging(["Content-Type": "application/json"]) { own, _ in own }
        var settings = WebSettings.local
        settings.bodyLimit = 10
        let reply = try await site(settings).send(
            .post, "/api/v1/things", headers, body: #"{"name":"abcdef"}"#)
        #expect((reply.status, reply.code) == (413, "too_large"))
    }

    @Test func `the page behind a problem's type explains it, and there is none for a made-up code`()
        async throws
    {
        let site = try site()
        let page = try await site.send(.get, "/problems/stale_version")
        #expect(page.status == 200)
        #expect(page.text.contains("Somebody was faster"))
        #expect(try await site.send(.get, "/problems/made_up").status == 404)
        #expect(try await site.send(.get, "/problems/%00").status == 404)
    }
}
