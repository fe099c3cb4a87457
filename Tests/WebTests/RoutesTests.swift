import Accounts
import Foundation
import Hummingbird
import Logging
import NIOCore
import Postgres
import Synchronization
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

@Suite struct DatabaseRefusalTests {
    @Test func `our own SQLSTATEs become status, code and reasons`() throws {
        let detail =
            #"[{"code":"requirement:form_complete","detail":"B.2","pointer":"/answers/B.2"},{"code":"reason_missing"}]"#
        let refusal = try #require(
            DatabaseRefusal(sqlState: "MV409", message: "requirement:form_complete", detail: detail))
        #expect(
            Refusal(of: refusal)
                == Refusal(
                    409, "requirement:form_complete",
                    reasons: [
                        RefusalReason("requirement:form_complete", detail: "B.2", pointer: "/answers/B.2"),
                        RefusalReason("reason_missing"),
                    ]))
    }

    @Test(
        arguments: [
            ("23505", "duplicate key", nil), ("MV409", "Words with blanks", nil), ("MV200", "fine", nil),
            ("MVXXX", "x", nil), ("MV4", "x", nil),
        ] as [(String, String, String?)])
    func `anything else of the database is none`(state: String, message: String, detail: String?) {
        #expect(DatabaseRefusal(sqlState: state, message: message, detail: detail) == nil)
    }

    @Test func `a broken detail loses the reasons, not the refusal`() {
        #expect(DatabaseRefusal(sqlState: "MV422", message: "invalid", detail: "{not json")?.reasons == [])
    }

    @Test func `a 429 says how long to wait`() throws {
        let refusal = try #require(
            DatabaseRefusal(
                sqlState: "MV429", message: "too_many_requests", detail: #"[{"code":"wait","detail":"17"}]"#))
        #expect(Refusal(of: refusal).retryAfter == 17)
    }
}

@Suite struct LogTests {
    @Test func `a request is one line with its pattern and status, and nothing personal`() async throws {
        let lines = Mutex<[String]>([])
        let handler = JSONLogHandler(label: "web", level: .info) { line in lines.withLock { $0.append(line) }
        }
        let site = try TestSite { routes in
            routes.page(.get, "cases/:id") { _, context in PlainText.response("\(try context.id())") }
        }
        let id = "0190a0a0-0000-7000-8000-000000000001"
        let headers = TestSite.browser.merging(["X-Request-Id": "request-79"]) { own, _ in own }
        _ = try await site.send(
            .get, "/cases/\(id)?q=Ana", headers, peer: "198.51.100.4",
            logger: Logger(label: "web") { _ in handler })
        let line = try #require(lines.withLock { $0.count == 1 ? $0.first : nil })
        let json = try JSON(parsing: Array(line.utf8))
        #expect(json["route"]?.text == "/cases/{id}")
        #expect(
            (json["method"]?.text, json["status"]?.text, json["request_id"]?.text) == (
                "GET", "200", "request-79"
            ))
        for secret in [id, "Ana", "198.51.100.4", TestSite.session.text] { #expect(!line.contains(secret)) }
    }

    @Test func `an entry is one line of JSON, whatever its text`() throws {
        let lines = Mutex<[String]>([])
        let handler = JSONLogHandler(label: "web", level: .info) { line in lines.withLock { $0.append(line) }
        }
        var logger = Logger(label: "web") { _ in handler }
        logger[metadataKey: "request_id"] = "r1"
        logger.info("two\nlines", metadata: ["route": "/cases/{id}", "list": ["a", "b"]])
        logger.debug("dropped")
        let line = try #require(lines.withLock { $0.count == 1 ? $0.first : nil })
        #expect(!line.contains("\n"))
        let json = try JSON(parsing: Array(line.utf8))
        #expect(json["message"]?.text == "two\nlines")
        #expect(json["request_id"]?.text == "r1")
        #expect(json["route"]?.text == "/cases/{id}")
        #expect(json["level"]?.text == "info")
        #expect(json["time"]?.text?.hasSuffix("Z") == true)
    }
}

@Suite struct PostgresErrorTests {
    @Test(arguments: [
        (PostgresError(.server, "stale_version", sqlState: "MV412"), 412, "stale_version"),
        (
            PostgresError(.server, "duplicate key", sqlState: "23505", constraint: "one_open_case"), 500,
            "internal"
        ),
        (PostgresError(.server, "deadlock", sqlState: "40P01"), 503, "busy"),
        (PostgresError(.server, "could not extend file", sqlState: "53100"), 507, "storage_full"),
        (PostgresError(.unknownOutcome, "lost"), 503, "unknown_outcome"),
        (PostgresError(.poolExhausted, "full"), 503, "busy"),
        (PostgresError(.timeout, "slow"), 503, "busy"),
        (PostgresError(.connection, "gone"), 503, "database_down"),
        (PostgresError(.decoding(column: "name"), "null"), 500, "internal"),
    ])
    func `each kind of database error has its answer`(error: PostgresError, status: Int, code: String) {
        let refusal = Refusal(of: error)
        #expect((refusal.status, refusal.code) == (status, code))
        #expect([503, 507].contains(status) == (refusal.retryAfter != nil))
    }
}

@Suite struct ProblemWordsTests {
    @Test func `a code with a wording of its own is told even when no reason was given`() throws {
        let locales = try Locales([
            .english: try LocaleFile(
                "reason: {case_open: There is a case already}\nproblem: {status_409: {title: T, explanation: E, next: N}}",
                name: "en"
            ).entries
        ])
        let problem = Problem(
            Refusal(409, "case_open"), locales: locales, language: .english, instance: "/", requestID: "r")
        #expect(problem.errors.map(\.detail) == ["There is a case already"])
        #expect(problem.title == "T")
    }
}
