import Forms
import Foundation
import Postgres
import Web

/// The questionnaires of this installation, by name and by hash; read once at start. Beside those of the files stand
/// the older versions that the database keeps, so that a report stays readable on the form that it was begun on.
public struct LoadedForms: Sendable {
    private let byHash: [String: Form]
    private let byName: [String: Form]

    /// Reads every `*.yaml` of the folder; throws naming file, line and column.
    public init(folder: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
        self.init(
            try files.map { file in
                try Form.parse(try String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
            })
    }

    private init(_ forms: [Form]) {
        byHash = Dictionary(forms.map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first })
        byName = Dictionary(
            forms.map { ($0.name, $0) }, uniquingKeysWith: { $0.version > $1.version ? $0 : $1 })
    }

    /// The same with every loaded version that no file holds any more, read as a role that may see `form`. A document
    /// that this program can no longer read is left out: only reports on it are refused.
    public func withStored(from database: PostgresPool) async throws -> LoadedForms {
        let rows = try await database.query(
            "SELECT hash, document::text AS document FROM casebridge.form WHERE hash <> ALL (\(Array(byHash.keys)))"
        )
        let stored = try rows.compactMap { row -> Form? in
            let hash = try row.get("hash", String.self)
            let form = try? Form.parse(try row.get("document", String.self), file: "form \(hash)")
            return form?.hash == hash ? form : nil
        }
        return LoadedForms(Array(byHash.values) + stored)
    }

    /// All forms by name, the newest of each.
    public var all: [Form] { byName.values.sorted { $0.name < $1.name } }

    /// The newest form of a name.
    public func named(_ name: String) -> Form? { byName[name] }

    /// The form that a report was begun on; 409 when neither a file nor the database holds it.
    func form(hash: String) throws(Refusal) -> Form {
        guard let form = byHash[hash] else { throw Refusal(409, "form_not_loaded") }
        return form
    }
}
