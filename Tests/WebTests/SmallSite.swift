@testable import Web

extension TestSite {
    /// A site with a few routes of each kind, to see what happens around them.
    static func small(_ settings: WebSettings = .local) throws -> TestSite {
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
}

private struct PrivateFault: Error {
    let secret = "key detail: monitor Ana"
}
