import Testing

@testable import Web

@Suite struct AssetTests {
    private func site() throws -> TestSite {
        try TestSite(assets: ["casebridge.css": "body{}", "notes.secret": "no"])
    }

    @Test func `an asset is served with its type and may be kept for ever under its hash`() async throws {
        let site = try site()
        let address = try #require(site.frame.assets.address(of: "casebridge.css"))
        let reply = try await site.send(.get, address)
        #expect(
            (reply.status, reply.text, reply["Content-Type"]) == (200, "body{}", "text/css; charset=utf-8"))
        #expect(reply["Cache-Control"] == "public, max-age=31536000, immutable")
        let plain = try await site.send(.get, "/assets/casebridge.css")
        #expect(plain["Cache-Control"] == "public, no-cache")
        let tag = try #require(plain["ETag"])
        #expect(try await site.send(.get, "/assets/casebridge.css", ["If-None-Match": tag]).status == 304)
    }

    @Test(arguments: [
        "/assets/../Package.swift", "/assets/..%2F..%2Fetc%2Fpasswd", "/assets/notes.secret", "/assets/",
        "/assets/x.css",
    ])
    func `nothing else is served`(path: String) async throws {
        #expect(try await site().send(.get, path).status == 404)
    }
}
