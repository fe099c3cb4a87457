import Testing

@testable import Web

@Suite struct HeaderTests {
    @Test(arguments: ["/open", "/nothing-here", "/cases/x", "/api/v1/nothing", "/broken", "/robots.txt"])
    func `every answer carries the security headers`(path: String) async throws {
        let reply = try await TestSite.small().send(.get, path)
        #expect(reply["Content-Security-Policy"]?.hasPrefix("default-src 'none'; script-src 'self'") == true)
        #expect(reply["X-Frame-Options"] == "DENY")
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
        #expect(try await TestSite.small(settings).send(.get, "/open")["Strict-Transport-Security"] == nil)
        settings.sendsTransportSecurity = true
        #expect(try await TestSite.small(settings).send(.get, "/open")["Strict-Transport-Security"] != nil)
    }

    @Test func `a request keeps a harmless id, takes the trace's, or gets a new one`() async throws {
        let site = try TestSite.small()
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
