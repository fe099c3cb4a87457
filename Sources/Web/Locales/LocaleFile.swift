import Foundation
import Yams

/// One key of a locale file: a text, or a text for each plural form.
enum LocaleEntry: Equatable, Sendable {
    case text(LocaleText)
    case plural([PluralForm: LocaleText])
}

/// Reads one YAML file of nested keys; the file's name is no part of a key.
struct LocaleFile {
    private(set) var entries: [String: LocaleEntry] = [:]
    private let name: String

    /// Throws with file and line for what is no map of texts.
    init(_ yaml: String, name: String) throws {
        self.name = name
        let node: Node?
        do {
            node = try Yams.compose(yaml: yaml)
        } catch {
            throw LocaleError("\(name): \(error)")
        }
        guard let node else { return }
        try read(node, path: [])
    }

    private mutating func read(_ node: Node, path: [String]) throws(LocaleError) {
        switch node {
        case .mapping(let mapping):
            if let plural = try plural(mapping) { return try add(.plural(plural), path, node) }
            for (keyNode, value) in mapping {
                guard let key = keyNode.string, Self.isKey(key) else {
                    throw error("a key has letters, digits, _ and - only", keyNode)
                }
                try read(value, path: path + key.split(separator: ".").map(String.init))
            }
        case .scalar(let scalar): try add(.text(try text(scalar.string, node)), path, node)
        default: throw error("\(path.joined(separator: ".")) is neither a text nor a map", node)
        }
    }

    private mutating func add(_ entry: LocaleEntry, _ path: [String], _ node: Node) throws(LocaleError) {
        let key = path.joined(separator: ".")
        guard !key.isEmpty else { throw error("the file is no map", node) }
        guard entries.updateValue(entry, forKey: key) == nil else { throw error("\(key) twice", node) }
    }

    // A map of plural forms has "other" and one more form at least; { other: … } alone is a key named
    // other.
    private func plural(_ mapping: Node.Mapping) throws(LocaleError) -> [PluralForm: LocaleText]? {
        let keys = mapping.keys.compactMap(\.string)
        let forms = keys.compactMap(PluralForm.init(rawValue:))
        guard keys.count >= 2, forms.count == keys.count, forms.contains(.other) else { return nil }
        var texts: [PluralForm: LocaleText] = [:]
        for (form, value) in zip(forms, mapping.values) {
            guard let words = value.string else { throw error("a plural form is a text", value) }
            texts[form] = try text(words, value)
        }
        return texts
    }

    private func text(_ words: String, _ node: Node) throws(LocaleError) -> LocaleText {
        do {
            return try LocaleText(words)
        } catch let fault {
            throw error(fault.description, node)
        }
    }

    private func error(_ fault: String, _ node: Node) -> LocaleError {
        LocaleError("\(name):\(node.mark?.line ?? 1): \(fault)")
    }

    private static func isKey(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
    }
}
