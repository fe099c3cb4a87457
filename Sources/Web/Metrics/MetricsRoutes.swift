import Crypto
import Hummingbird

/// `/metrics`: closed unless somebody opened it, on a port of its own or for the bearer of one token.
public struct MetricsRoutes: Sendable {
    private let text: @Sendable () async -> PrometheusText

    /// - Parameter text: every measure as it stands now.
    public init(text: @escaping @Sendable () async -> PrometheusText) { self.text = text }

    /// Registers it among all other routes, for whoever presents the token; for others it does not exist.
    public func add(to routes: Routes, token: String) {
        let expected = SHA256.hash(data: Array(token.utf8))
        routes.file("metrics") { [text] request, _ in
            let given = request.headers[.authorization]?.split(separator: " ", maxSplits: 1) ?? []
            // Digests are compared in constant time.
            guard given.count == 2, given[0].lowercased() == "bearer",
                SHA256.hash(data: Array(given[1].utf8)) == expected
            else { throw Refusal.notFound }
            return Self.response(await text())
        }
    }

    /// A router for a port of its own, which answers nothing else.
    public func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("metrics") { [text] _, _ in Self.response(await text()) }
        return router
    }

    private static func response(_ text: PrometheusText) -> Response {
        Response(
            status: .ok, headers: [.contentType: PrometheusText.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text.text)))
    }
}
