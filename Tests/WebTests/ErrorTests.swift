import Testing

@testable import Web

@Suite struct ErrorTests {
    @Test func `an unforeseen error tells nothing of itself`() async throws {
        let reply = try await TestSite.small().send(.get, "/broken", ["X-Request-Id": "request-77"])
        #expect(reply.status == 500)
        #expect(!reply.text.contains("Ana") && !reply.text.contains("PrivateFault"))
        #expect(reply.text.contains("request-77"))
    }

    @Test func `a problem document has every member of RFC 9457 and ours`() async throws {
        let headers = ["Accept-Language": "it", "X-Request-Id": "request-78"]
        let reply = try await TestSite.small().send(.get, "/api/v1/nothing?q=secret", headers)
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
        #expect(try await TestSite.small().send(.post, "/api/v1/things", headers).code == "too_large")
    }

    @Test func `a body that grows above the limit is refused`() async throws {
        let headers = TestSite.bearer.merging(["Content-Type": "application/json"]) { own, _ in own }
        var settings = WebSettings.local
        settings.bodyLimit = 10
        let reply = try await TestSite.small(settings).send(
            .post, "/api/v1/things", headers, body: #"{"name":"abcdef"}"#)
        #expect((reply.status, reply.code) == (413, "too_large"))
    }

    @Test func `the page behind a problem's type explains it, and there is none for a made-up code`()
        async throws
    {
        let site = try TestSite.small()
        let page = try await site.send(.get, "/problems/stale_version")
        #expect(page.status == 200)
        #expect(page.text.contains("Somebody was faster"))
        #expect(try await site.send(.get, "/problems/made_up").status == 404)
        #expect(try await site.send(.get, "/problems/%00").status == 404)
    }
}
