import Forms
import Foundation
import Web

/// The questionnaires of this installation, by name and by hash; read once at start.
public struct LoadedForms: Sendable {
    private let byHash: [String: Form]
    private let byName: [String: Form]

    /// Reads every `*.yaml` of the folder; throws naming file, line and column.
    public init(folder: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
        let forms = try files.map { file in
            try Form.parse(try String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
        }
        byHash = Dictionary(forms.map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first })
        byName = Dictionary(forms.map { ($0.name, $0) }, uniquingKeysWith: { $0.version > $1.version ? $0 : $1 })
    }

    /// All forms by name.
    public var all: [Form] { byName.values.sorted { $0.name < $1.name } }

    /// The newest form of a name.
    public func named(_ name: String) -> Form? { byName[name] }

    /// The form that a report was begun on; 409 when its file is no longer here.
    func form(hash: String) throws(Refusal) -> Form {
        guard let form = byHash[hash] else { throw Refusal(409, "form_not_loaded") }
        return form
    }
}
