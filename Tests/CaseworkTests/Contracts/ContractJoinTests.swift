import Foundation
import Postgres
import Testing

@testable import Casework

@Suite struct ContractJoinTests {
    private static let call = NoticeText.call("990001-2022", lots: ["1", "2"])
    private static let award = NoticeText.award(
        "990002-2022", after: "2022/S 045-990001",
        lots: [
            .init("1", tenders: 1, supplier: "Ponti Srl", amount: "100.00"),
            .init("2", tenders: 4, supplier: "Strade SpA", amount: "250.50"),
        ])

    @Test(arguments: [false, true])
    func `call and award of a lot are one contract, whichever came first`(awardFirst: Bool) async throws {
        try await BridgeWorld.use { world in
            try await world.importing(
                inOrder: awardFirst ? [Self.award, Self.call] : [Self.call, Self.award])
            let contracts = try await world.contracts(
                of: "990001-2022", "lot_key, suppliers_text, value_amount, value_currency")
            #expect(contracts == ["1 Ponti Srl 100 EUR", "2 Strade SpA 250.5 EUR"])
            let spoken: SQL = """
                (SELECT string_agg(n.number, ',' ORDER BY n.number) FROM casebridge.contract_notice cn
                    JOIN casebridge.notice n ON n.id = cn.notice_id WHERE cn.contract_id = c.id)
                """
            let notices = try await world.contracts(of: "990002-2022", spoken)
            #expect(notices == ["990001-2022,990002-2022", "990001-2022,990002-2022"])
        }
    }

    @Test(arguments: [
        ["00990001_2024.xml", "00990002_2024.xml"], ["00990002_2024.xml", "00990001_2024.xml"],
    ])
    func `eForms notices are joined by the procedure's key`(files: [String]) async throws {
        try await BridgeWorld.use { world in
            for file in files {
                _ = try await world.importing(
                    BridgeWorld.repository.appending(path: "Samples/notices/\(file)"))
            }
            let contracts = try await world.contracts(
                of: "00990001-2024", "lot_key, suppliers_text, value_amount")
            #expect(
                contracts == [
                    "LOT-0001 Ristorazione Esempio Srl 417500", "LOT-0002 Servizi Prova Scarl 588000",
                ])
        }
    }

    @Test func `a contract keeps its id when its award comes`() async throws {
        try await BridgeWorld.use { world in
            try await world.importing(inOrder: [Self.call])
            let before = try await world.contracts(of: "990001-2022", "id")
            try await world.importing(inOrder: [Self.award])
            #expect(try await world.contracts(of: "990001-2022", "id") == before)
        }
    }

    @Test(arguments: [false, true])
    func `a lone lot is the same contract with and without its number`(awardFirst: Bool) async throws {
        try await BridgeWorld.use { world in
            let notices = [
                NoticeText.call("990001-2022", lots: [awardFirst ? "1" : ""]),
                NoticeText.award(
                    "990002-2022", after: "2022/S 045-990001",
                    lots: [.init(awardFirst ? "" : "1", tenders: 1)]),
            ]
            try await world.importing(inOrder: awardFirst ? notices.reversed() : notices)
            let contracts = try await world.contracts(
                of: "990001-2022", "suppliers_text, 'single-bid' = ANY (flags)")
            #expect(contracts == ["Impresa Esempio Srl t"])
        }
    }

    @Test func `awards without a lot number of a notice with lots are a contract of their own`() async throws
    {
        try await BridgeWorld.use { world in
            let award = NoticeText.award(
                "990002-2022", lots: [.init("", tenders: 1, amount: "7.00")], described: ["1", "2"])
            try await world.importing(inOrder: [award])
            let contracts = try await world.contracts(
                of: "990002-2022", "lot_key, coalesce(value_amount::text, 'none')")
            #expect(contracts == [" 7", "1 none", "2 none"])
        }
    }

    @Test func `several suppliers and awards of one lot are summed and named`() async throws {
        try await BridgeWorld.use { world in
            let award = NoticeText.award(
                "990002-2022",
                lots: [
                    .init("1", tenders: 3, supplier: "Alfa Srl", amount: "10.25"),
                    .init("1", tenders: 3, supplier: "Beta Srl", amount: "20.50"),
                ], described: ["1"])
            try await world.importing(inOrder: [award])
            let contracts = try await world.contracts(
                of: "990002-2022", "suppliers_text, value_amount, jsonb_array_length(suppliers)")
            #expect(contracts == ["Alfa Srl Beta Srl 30.75 2"])
        }
    }

    @Test func `amounts of two currencies are not added`() async throws {
        try await BridgeWorld.use { world in
            let award = NoticeText.award(
                "990002-2022",
                lots: [.init("1", amount: "10.25"), .init("1", amount: "20.50", currency: "BGN")],
                described: ["1"])
            try await world.importing(inOrder: [award])
            let contracts = try await world.contracts(
                of: "990002-2022", "coalesce(value_amount::text, 'none')")
            #expect(contracts == ["none"])
        }
    }
}
