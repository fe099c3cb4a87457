import Logging
import Synchronization
import Testing

@testable import Web

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
