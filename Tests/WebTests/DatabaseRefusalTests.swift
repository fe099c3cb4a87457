import Postgres
import Testing

@testable import Web

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
