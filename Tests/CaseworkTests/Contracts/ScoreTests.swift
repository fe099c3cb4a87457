import Foundation
import Postgres
import Testing

@testable import Casework

@Suite struct ContractScoreTests {
    private static let call = NoticeText.call("990001-2022", lots: ["1"])

    private func award(_ lots: [NoticeText.Lot]) -> String {
        NoticeText.award("990002-2022", after: "2022/S 045-990001", lots: lots, described: ["1"])
    }

    private func results(_ world: BridgeWorld) async throws -> [String: String] {
        let rows = try await world.superuser.query(
            """
            SELECT r.indicator, r.result FROM casebridge.contract_result r
            JOIN casebridge.contract c ON c.id = r.contract_id
            WHERE c.procedure_id = (SELECT procedure_id FROM casebridge.notice WHERE number = '990002-2022')
            """)
        return try rows.reduce(into: [:]) { try $0[$1.get("indicator")] = $1.get("result", String.self) }
    }

    @Test func `score and coverage are those that were reckoned by hand`() async throws {
        try await BridgeWorld.use { world in
            // Weights of the test: single-bid 1 flagged, no-prior-publication 0.5 clean, few-bids not applicable,
            // every other one not applicable or missing with weight 1.
            try await world.operate(
                """
                SELECT casebridge.load_indicators((SELECT jsonb_agg(jsonb_build_object('id', id, 'colour', colour,
                    'rule_set', rule_set, 'weight', CASE id WHEN 'no-prior-publication' THEN 0.5 ELSE 1 END))
                    FROM casebridge.indicator))
                """)
            try await world.importing(inOrder: [Self.call, award([.init("1", tenders: 1)])])
            let results = try await results(world)
            #expect(results["single-bid"] == "flag" && results["no-prior-publication"] == "no_flag")
            #expect(results["few-bids"] == "not_applicable")
            let others = results.filter {
                !["single-bid", "no-prior-publication", "few-bids"].contains($0.key)
            }
            let flagged = 1.0 + Double(others.values.count { $0 == "flag" })
            let computed = flagged + 0.5 + Double(others.values.count { $0 == "no_flag" })
            let applicable = computed + Double(others.values.count { $0 == "missing_data" })
            let expected = String(format: "%.2f %.3f", 100 * flagged / computed, computed / applicable)
            #expect(try await world.contracts(of: "990002-2022", "score, coverage") == [expected])
        }
    }

    @Test func `one block with a single tender flags a lot of several`() async throws {
        try await BridgeWorld.use { world in
            try await world.importing(inOrder: [
                Self.call, award([.init("1", tenders: 6), .init("1", tenders: 1)]),
            ])
            #expect(try await results(world)["single-bid"] == "flag")
        }
    }

    @Test func `a block without a count outweighs a clean one`() async throws {
        try await BridgeWorld.use { world in
            try await world.importing(inOrder: [Self.call, award([.init("1", tenders: 6), .init("1")])])
            #expect(try await results(world)["single-bid"] == "missing_data")
        }
    }

    @Test func `a contract of which nothing is known has no score and ranks last`() async throws {
        try await BridgeWorld.use { world in
            try await world.importing(inOrder: [
                NoticeText.award("990002-2022", lots: [.init("1")], described: ["1"])
            ])
            let computed = try await results(world).values.filter { $0 == "flag" || $0 == "no_flag" }
            let known = try await world.contracts(of: "990002-2022", "coalesce(score::text, 'none'), rank")
            if computed.isEmpty { #expect(known == ["none -1"]) } else { #expect(known != ["none -1"]) }
        }
    }
}
