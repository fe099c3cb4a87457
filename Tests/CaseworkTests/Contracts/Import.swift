import Foundation
import Postgres

@testable import Casework

extension BridgeWorld {
    /// Imports texts as files of a folder in the order of their names.
    @discardableResult
    func importing(_ notices: [(name: String, text: String)]) async throws -> ImportOutcome {
        let folder = try TemporaryFolder()
        for notice in notices { try folder.write(notice.name, notice.text) }
        return try await importing(folder.url)
    }

    /// Imports texts one after another, each by an import of its own.
    func importing(inOrder texts: [String]) async throws {
        for text in texts { try await importing([("notice.xml", text)]) }
    }

    func importing(_ folder: URL) async throws -> ImportOutcome {
        try await ImportNotices(database: operators, entering: entering, rules: try Self.rules())
            .run(paths: [folder.path]) { _ in }
    }

    /// One text for each contract of a notice's procedure, by lot: what the columns say.
    func contracts(of number: String, _ columns: SQL) async throws -> [String] {
        let rows = try await superuser.query(
            """
            SELECT concat_ws(' ', \(columns)) AS v FROM casebridge.contract c
            WHERE procedure_id = (SELECT procedure_id FROM casebridge.notice WHERE number = \(number)) ORDER BY lot_key
            """)
        return try rows.map { try $0.get("v", String.self) }
    }
}
