import Hummingbird
import Testing

@testable import Web

@Suite struct MetricsTests {
    @Test func `labels and helps are escaped as the format wants`() {
        var text = PrometheusText()
        text.add(
            "a_total", .counter, "one\nline \\ two",
            [PrometheusText.Sample(1.5, [("said", "\"yes\"\n\\")]), PrometheusText.Sample(2)])
        text.add("nothing", .gauge, "without samples", [])
        let expected = [
            #"# HELP a_total one\nline \\ two"#, "# TYPE a_total counter",
            #"a_total{said="\"yes\"\n\\"} 1.5"#,
            "a_total 2", "",
        ]
        #expect(text.text == expected.joined(separator: "\n"))
    }

    @Test func `a request is measured by its route's template and never by its address`() async throws {
        let site = try TestSite { routes in
            routes.file("things/:id") { _, context in
                if try context.parameter("id") == "lost" { throw Refusal.notFound }
                return PlainText.response("found")
            }
        }
        for path in ["/things/7f3a", "/things/lost", "/nowhere/7f3a?word=7f3a"] {
            _ = try await site.send(.get, path)
        }
        var text = PrometheusText()
        site.routes.measures.write(to: &text)
        let lines = text.text.split(separator: "\n")
        let count = "casebridge_http_requests_total"
        #expect(lines.contains(#"\#(count){method="GET",route="/things/{id}",status="200"} 1"#))
        #expect(lines.contains(#"\#(count){method="GET",route="/things/{id}",status="404"} 1"#))
        #expect(lines.contains(#"\#(count){method="GET",route="none",status="404"} 1"#))
        #expect(lines.contains("casebridge_http_requests_in_progress 0"))
        #expect(!text.text.contains("7f3a"))
    }

    @Test func `a histogram's buckets grow up to the count`() {
        let measures = RequestMeasures()
        for seconds in [0.0004, 0.003, 0.003, 60] {
            measures.begin()
            measures.end(method: "GET", route: "/", status: 200, seconds: seconds)
        }
        var text = PrometheusText()
        measures.write(to: &text)
        let place = #"method="GET",route="/""#
        for (bound, count) in [("0.001", 1), ("0.0025", 1), ("0.005", 3), ("10", 3), ("+Inf", 4)] {
            let line = "casebridge_http_request_duration_seconds_bucket{\(place),le=\"\(bound)\"} \(count)\n"
            #expect(text.text.contains(line))
        }
        #expect(text.text.contains("casebridge_http_request_duration_seconds_count{\(place)} 4\n"))
    }

    @Test(arguments: [nil, "Bearer wrong", "Basic open-for-this-token-only", "open-for-this-token-only"])
    func `without the token the metrics do not exist`(authorization: String?) async throws {
        let site = try TestSite {
            MetricsRoutes(text: { PrometheusText() }).add(to: $0, token: "open-for-this-token-only")
        }
        let headers = authorization.map { ["Authorization": $0] } ?? [:]
        #expect(try await site.send(.get, "/metrics", headers).status == 404)
        let opened = try await site.send(
            .get, "/metrics", ["Authorization": "Bearer open-for-this-token-only"])
        #expect((opened.status, opened["Content-Type"]) == (200, PrometheusText.contentType))
    }
}
