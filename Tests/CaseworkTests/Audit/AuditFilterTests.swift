import HTTPTypes
import Hummingbird
import Testing
import Web

@testable import Casework

@Suite struct AuditFilterTests {
    private func filter(_ query: String) throws -> String {
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "localhost", path: "/api/v1/audit?\(query)")
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        return JSON.object(try AuditAPI.filter(request)).description
    }

    @Test func `without a filter there is a limit`() throws {
        #expect(try filter("") == #"{"limit":50}"#)
    }

    @Test func `each filter is passed on as the database takes it`() throws {
        let id = "0192AABB-0000-7000-8000-000000000001"
        #expect(
            try filter("limit=7&kind=report&action=submit&id=\(id)&from=2026-01-31")
                == #"{"limit":7,"kind":"report","action":"submit","id":"\#(id.lowercased())","from":"2026-01-31"}"#
        )
    }

    @Test(arguments: [
        ("limit=0", "?limit"), ("limit=101", "?limit"), ("limit=x", "?limit"), ("id=7", "?id"),
        ("actor=me", "?actor"),
        ("from=2026-02-30", "?from"), ("to=yesterday", "?to"),
    ])
    func `a malformed filter is refused with its name`(query: String, pointer: String) {
        #expect { try filter(query) } throws: { error in
            guard let refusal = error as? Refusal else { return false }
            return refusal.status == 400 && refusal.reasons.first?.pointer == pointer
        }
    }

    @Test(arguments: ["AAAA", "x", "eA", "W10"])
    func `a cursor that we did not give out is refused`(cursor: String) {
        #expect { try filter("cursor=\(cursor)") } throws: { ($0 as? Refusal)?.status == 400 }
    }
}
