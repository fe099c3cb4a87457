import Testing

@testable import Web

@Suite struct RouteTableTests {
    private func routes() throws -> Routes {
        try TestSite { routes in
            let move = Operation(
                "moveThing", tag: "things",
                body: .json(
                    .object([
                        .required("action", .choice(["go", "stop"])),
                        .optional("reason", .text(length: 1...500, format: nil)),
                    ])),
                answer: .versioned(
                    .named(
                        "Thing",
                        .object([.required("id", .uuid), .optional("parts", .array(.named("Part", .string)))])
                    )),
                problems: [403, 409], needsVersion: true, isIdempotent: true)
            routes.api(.post, "things/:id/moves", access: .signedIn, operation: move) { _, _ in
                JSONReply("{}")
            }
            routes.page(.get, "things/:id") { _, _ in PlainText.response("") }
            routes.addOpenAPI(version: "0.1")
        }.routes
    }

    @Test func `every route is noted with method, pattern, kind and access`() throws {
        let table = try routes().table.routes
        let move = try #require(table.first { $0.name == "POST /api/v1/things/{id}/moves" })
        #expect((move.kind, move.access, move.pathParameters) == (.api, .signedIn, ["id"]))
        #expect(
            table.contains { $0.name == "GET /things/{id}" && $0.kind == .page && $0.access == .signedIn })
        #expect(table.contains { $0.name == "GET /assets/{name}" && $0.access == .open })
    }

    @Test func `the router knows no route that the table does not`() throws {
        let routes = try routes()
        let noted = Set(routes.table.routes.map(\.name))
        let real = Set(
            routes.router.routes.filter { $0.method != .head }.map {
                $0.method.rawValue + " " + $0.path.description
            })
        #expect(noted == real)
    }

    @Test func `the document names every API route with its shapes`() throws {
        let routes = try routes()
        let json = OpenAPIDocument(routes.table, locales: routes.frame.locales, version: "0.1").json
        #expect(json["openapi"]?.text == "3.1.0")
        let move = json["paths"]?["/api/v1/things/{id}/moves"]?["post"]
        #expect(move?["operationId"]?.text == "moveThing")
        #expect(
            move?["parameters"]?.elements?.compactMap { $0["name"]?.text } == [
                "id", "If-Match", "Idempotency-Key",
            ])
        #expect(
            move?["responses"]?.members?.keys == [
                "200", "400", "401", "403", "404", "408", "409", "412", "413", "415", "422", "428", "429",
                "500", "503", "507",
            ])
        #expect(json["components"]?["schemas"]?.members?.keys == ["Problem", "Thing", "Part"])
        #expect(json["paths"]?.members?.keys == ["/api/v1/things/{id}/moves"])
    }
}

@Suite struct ReplyTests {
    @Test func `ready bytes pass through with version, and 304 when they are known`() async throws {
        let site = try TestSite { routes in
            let read = Operation("readThing", tag: "things", answer: .versioned(.anything))
            routes.api(.get, "things/:id", access: .signedIn, operation: read) { _, _ in
                JSONReply(#"{"a":1}"#, version: 7)
            }
            let list = Operation(
                "listThings", tag: "things", query: Operation.Parameter.paging,
                answer: .ok(.page(of: .anything)))
            routes.api(.get, "things", access: .signedIn, operation: list) { request, _ in
                JSONReply("{}").linking(next: Cursor(["x"]).text, request)
            }
            let make = Operation("makeThing", tag: "things", answer: .created(.anything))
            routes.api(.post, "things", access: .signedIn, operation: make) { _, _ in
                JSONReply.created("{}", version: 1, location: "/api/v1/things/1")
            }
        }
        let reply = try await site.send(.get, "/api/v1/things/1", TestSite.bearer)
        #expect(
            (reply.text, reply["ETag"], reply["Content-Type"]) == (
                #"{"a":1}"#, "\"7\"", "application/json; charset=utf-8"
            ))
        let known = TestSite.bearer.merging(["If-None-Match": "\"7\""]) { own, _ in own }
        #expect(try await site.send(.get, "/api/v1/things/1", known).status == 304)
        let list = try await site.send(.get, "/api/v1/things?limit=5", TestSite.bearer)
        #expect(list["Link"] == "</api/v1/things?limit=5&cursor=WyJ4Il0>; rel=\"next\"")
        let made = try await site.send(.post, "/api/v1/things", TestSite.bearer)
        #expect((made.status, made["Location"]) == (201, "/api/v1/things/1"))
    }
}
