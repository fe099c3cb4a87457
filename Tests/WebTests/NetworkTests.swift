import Testing

@testable import Web

@Suite struct NetworkTests {
    @Test func `without a trusted proxy the forwarded address is not believed`() async throws {
        let reply = try await TestSite.small().send(.get, "/open", ["X-Forwarded-For": "198.51.100.9"])
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
        let reply = try await TestSite.small(settings).send(
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
