import Testing

@testable import Web

@Suite struct WellKnownTests {
    @Test func `robots stay out, and security.txt is there when somebody answers`() async throws {
        #expect(try await TestSite().send(.get, "/robots.txt").text == "User-agent: *\nDisallow: /\n")
        #expect(try await TestSite().send(.get, "/.well-known/security.txt").status == 404)
        var settings = WebSettings.local
        settings.securityContact = "mailto:security@example.org"
        let text = try await TestSite(settings).send(.get, "/.well-known/security.txt").text
        #expect(text.hasPrefix("Contact: mailto:security@example.org\nExpires: 20"))
    }

    @Test func `the process lives whatever else is broken, and says why it is not ready`() async throws {
        let report = HealthReport(
            faults: [HealthFault("database")], warnings: [HealthFault("storage_low")], checkpointSeconds: 7)
        let site = try TestSite { HealthRoutes(report: { report }).add(to: $0) }
        #expect(try await site.send(.get, "/healthz").text == "ok\n")
        let ready = try await site.send(.get, "/readyz")
        #expect(ready.status == 503)
        #expect(
            ready.text
                == #"{"ready":false,"faults":["database"],"warnings":["storage_low"],"checkpoint_seconds":7}"#
        )
    }

    @Test func `a warning leaves the server ready`() async throws {
        let report = HealthReport(warnings: [HealthFault("storage_full")])
        let site = try TestSite { HealthRoutes(report: { report }).add(to: $0) }
        #expect(try await site.send(.get, "/readyz").status == 200)
    }

    @Test func `a server that drains answers, is not ready, and keeps no connection`() async throws {
        let site = try TestSite { HealthRoutes(report: { HealthReport() }).add(to: $0) }
        #expect(try await site.send(.get, "/readyz")["Connection"] == nil)
        site.routes.draining.begin()
        let ready = try await site.send(.get, "/readyz")
        #expect((ready.status, ready["Connection"]) == (503, "close"))
        #expect(ready.text == #"{"ready":false,"faults":["stopping"],"warnings":[]}"#)
        #expect(try await site.send(.get, "/healthz").status == 200)
    }
}
