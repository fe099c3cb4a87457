import Accounts
import Testing

@testable import Web

@Suite struct AccessTests {
    @Test func `who is not signed in is led to sign in and back, and a program gets a 401`() async throws {
        let site = try TestSite.small()
        let page = try await site.send(.get, "/cases/0190a0a0-0000-7000-8000-000000000001?tab=2")
        #expect(page.status == 303)
        #expect(page["Location"] == "/sign-in?next=%2Fcases%2F0190a0a0-0000-7000-8000-000000000001%3Ftab%3D2")
        let api = try await site.send(.get, "/api/v1/tokens")
        #expect((api.status, api.code, api["WWW-Authenticate"]) == (401, "not_signed_in", "Bearer"))
    }

    @Test func `a text that is no token is no token`() async throws {
        for header in ["Bearer x", "Bearer", "Bearer cbs_short", "bearer  "] {
            #expect(
                try await TestSite.small().send(.get, "/api/v1/tokens", ["Authorization": header]).status
                    == 401)
        }
    }

    @Test func `a session does not open a route for tokens`() async throws {
        #expect(try await TestSite.small().send(.get, "/api/v1/tokens", TestSite.browser).status == 401)
        #expect(try await TestSite.small().send(.get, "/api/v1/tokens", TestSite.bearer).status == 200)
    }

    @Test func `an API token in the cookie signs nobody in`() async throws {
        let cookie = ["Cookie": "__Host-casebridge=\(SecretToken(.api).text)"]
        #expect(
            try await TestSite.small().send(.get, "/cases/0190a0a0-0000-7000-8000-000000000001", cookie)
                .status == 303)
    }

    @Test func `an id that is none is not found`() async throws {
        #expect(try await TestSite.small().send(.get, "/cases/1", TestSite.browser).status == 404)
    }

    @Test func `a wrong method is told with those that work`() async throws {
        let reply = try await TestSite.small().send(.delete, "/api/v1/things", TestSite.bearer)
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
