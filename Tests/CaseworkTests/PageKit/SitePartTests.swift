import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct SitePartTests {
    // As Workflows/roles.yaml gives them; only what the navigation asks about.
    private static let roles: [String: Set<String>] = [
        "coordinator": [
            "contract.select", "case.close", "referral.prepare", "monitor.list", "training.record",
            "case.read",
        ],
        "monitor": ["case.read", "assignment.accept", "report.create"],
        "reviewer": ["case.read", "report.review"],
        "approver": ["case.read", "report.approve", "referral.prepare", "referral.approve"],
        "officer": ["referral.read", "referral.acknowledge"],
        "auditor": ["audit.read"],
        "administrator": ["user.manage", "role.grant", "training.record", "monitor.list"],
    ]

    @Test(arguments: [
        ("coordinator", "/contracts /cases /calendar /reviews /referrals /monitors /statistics /account"),
        ("monitor", "/my-cases /calendar /account"), ("reviewer", "/cases /calendar /reviews /account"),
        ("approver", "/cases /calendar /reviews /referrals /statistics /account"),
        ("officer", "/calendar /inbox /account"), ("auditor", "/audit /account"),
        ("administrator", "/monitors /people /workflows /account"),
    ])
    func `each role is offered its own parts`(role: String, addresses: String) throws {
        let visit = try PageReader(permissions: Self.roles[role] ?? []).visit
        let items = SitePart.navigation(for: visit.viewer, at: .account, visit.words)
        #expect(items.map(\.address) == addresses.split(separator: " ").map(String.init))
        #expect(items.filter(\.isCurrent).map(\.address) == ["/account"])
    }

    @Test func `a second click carries the same key, another form another one`() {
        let fields = [
            ("submit_token", "0B1C3F6E-6A0A-4F64-8B32-7E4E8C7A5D11"), ("reason", "r"), ("csrf", "a"),
        ]
        let first = Once(FormInput(fields), "POST /x")
        let second = Once(FormInput(fields.map { ($0.0, $0.0 == "csrf" ? "b" : $0.1) }), "POST /x")
        #expect(first?.key == second?.key)
        #expect(first?.digest == second?.digest)
        #expect(Once(FormInput([("submit_token", "../../etc")]), "POST /x") == nil)
    }

    @Test func `times are read in the organisation's zone, and what is no date comes back as it is`() throws {
        let words = try PageReader().words
        #expect(words.moment("2026-06-30T22:30:00.123456Z") == "1 July 2026, 00:30 (UTC+2)")
        #expect(words.moment("soon") == "soon")
        #expect(words.date("2026-02-30") == "2026-02-30")
        #expect(words.date(nil) == nil)
        #expect(words.status("case", "invented").text == "invented")
    }
}
