import Hummingbird
import Testing

@testable import Web

@Suite struct ProblemPageTests {
    private static let id = "01a20371-82c8-734f-88d2-17adf767cbc3"

    /// A site that knows Ana, with the page of a record and a move on it that is refused with this status.
    private func site(_ status: Int = 403) throws -> TestSite {
        try TestSite { routes in
            routes.ownHead.use { _, title in
                PageHead(
                    title: title, account: AccountBadge(name: "Ana", organisation: "Open Bridge"),
                    navigation: [NavigationItem("Cases", "/cases", isCurrent: false)])
            }
            routes.page(.get, "cases/:id") { _, _ in Response(status: .ok) }
            routes.page(.get, "cases/:id/moves/:action") { _, _ in throw Refusal(status, "unheard_of") }
        }
    }

    @Test(arguments: [400, 403, 404, 409, 412, 422, 500])
    func `a problem page keeps the navigation of who is signed in, the languages and a way on`(status: Int)
        async throws
    {
        let path = "/cases/\(Self.id)/moves/close"
        let reply = try await site(status).send(.get, path, TestSite.browser)
        #expect(reply.status == status)
        #expect(reply.text.contains("Open Bridge"))
        #expect(reply.text.contains("<a href=\"/cases\""))
        #expect(reply.text.contains("href=\"\(path)?lang=bg\""))
        #expect(reply.text.contains("href=\"/\">Go to the start page"))
        #expect(reply.text.contains("name=\"csrf\" value=\"\(TestSite.csrf)\""), "one can sign out")
    }

    @Test func `a parameter that makes no sense is called as on pages, or by its name`() async throws {
        let site = try TestSite { routes in
            routes.page(.get, "things") { request, _ in
                _ = try QueryInput(request).digits("cpv", 2...8)
                _ = try QueryInput(request).integer("size", 1...9)
                return Response(status: .ok)
            }
        }
        let refused = try await site.send(.get, "/things?cpv=4", TestSite.browser)
        #expect(refused.status == 400)
        #expect(refused.text.contains("Subject (CPV): This must be 2–8 digits"))
        let translated = try await site.send(.get, "/things?cpv=4&lang=bg", TestSite.browser)
        #expect(translated.text.contains("Предмет (CPV): "))
        let unlabelled = try await site.send(.get, "/things?size=10", TestSite.browser)
        #expect(unlabelled.text.contains("size: This must be a number in the range 1–9"))
        for fitting in ["/things?cpv=45", "/things?cpv=45233140", "/things?cpv="] {
            #expect(try await site.send(.get, fitting, TestSite.browser).status == 200)
        }
    }

    @Test func `a refused move leads to its record, unless that is what is missing`() async throws {
        let address = "/cases/\(Self.id)"
        let link = "href=\"\(address)\""
        let refused = try await site(409).send(.get, address + "/moves/close", TestSite.browser)
        #expect(refused.text.contains(link))
        let missing = try await site(404).send(.get, address + "/moves/close", TestSite.browser)
        #expect(!missing.text.contains(link))
    }

    @Test func `the language switch of a form that was sent back leads to its record in that language`()
        async throws
    {
        let address = "/cases/\(Self.id)"
        let site = try TestSite { routes in
            routes.page(.get, "cases/:id") { _, _ in Response(status: .ok) }
            routes.page(.post, "cases/:id/comments") { _, _ in throw Refusal.invalid([]) }
        }
        let reply = try await site.send(.get, address + "/comments?lang=it", TestSite.browser)
        #expect(reply.status == 303)
        #expect(reply["Location"] == address + "?lang=it")
        #expect(try await site.send(.get, "/cases/7/comments", TestSite.browser).status == 405)
    }

    @Test func `no record is linked that has no page`() async throws {
        let site = try TestSite { routes in
            routes.page(.get, "grants/:id/confirmation") { _, _ in throw Refusal(403, "forbidden") }
        }
        let reply = try await site.send(.get, "/grants/\(Self.id)/confirmation", TestSite.browser)
        #expect(!reply.text.contains("href=\"/grants/\(Self.id)\""))
    }

    @Test func `a visitor is offered to sign in, and a service that is busy is not asked who he is`()
        async throws
    {
        let visitor = try await site().send(.get, "/nowhere")
        #expect(visitor.text.contains("<a href=\"/sign-in\">Sign in</a>"))
        #expect(!visitor.text.contains("Open Bridge"))
        let busy = try await site(503).send(.get, "/cases/\(Self.id)/moves/close", TestSite.browser)
        #expect(!busy.text.contains("Open Bridge") && !busy.text.contains("href=\"/sign-in\""))
    }

    @Test func `the page behind a code has the same navigation`() async throws {
        let reply = try await site().send(.get, "/problems/stale_version", TestSite.browser)
        #expect(reply.status == 200)
        #expect(reply.text.contains("<a href=\"/cases\""))
    }
}
