import Yams

/// A value of a mapping with the place of its key.
struct Entry {
    let key: String
    let mark: Mark?
    let node: Node
}

extension YAMLReader {
    /// The values of a mapping by key; a key that is not known is a problem.
    mutating func fields(_ node: Node, of what: String, known: [String]) -> [String: Entry]? {
        guard case .mapping(let mapping) = node else {
            report(at: node.mark, "\(what) must be a mapping", next: "Write `key: value` pairs.")
            return nil
        }
        var fields: [String: Entry] = [:]
        for (keyNode, valueNode) in mapping {
            let key = keyNode.scalar?.string ?? ""
            if known.contains(key) {
                fields[key] = Entry(key: key, mark: keyNode.mark, node: valueNode)
            } else {
                report(
                    at: keyNode.mark, "unknown key `\(key)` in \(what)",
                    next: "Known keys are \(known.joined(separator: ", ")).")
            }
        }
        return fields
    }

    /// The value of a key that must be there.
    mutating func required(_ key: String, in fields: [String: Entry], of what: String, at node: Node) -> Node?
    {
        if let entry = fields[key] { return entry.node }
        report(at: node.mark, "\(what) has no `\(key)`", next: "Add `\(key):`.")
        return nil
    }

    /// The nodes of a list; nothing when the key is absent.
    mutating func list(_ entry: Entry?) -> [Node] {
        guard let entry else { return [] }
        guard case .sequence(let sequence) = entry.node else {
            report(at: entry.node.mark, "`\(entry.key)` must be a list", next: "Begin each item with `-`.")
            return []
        }
        return Array(sequence)
    }

    /// A list of names, each at most once.
    mutating func names(_ entry: Entry?) -> [String] {
        var names: [String] = []
        for node in list(entry) {
            guard let name = name(node, of: "an item of `\(entry?.key ?? "")`") else { continue }
            if names.contains(name) {
                report(at: node.mark, "`\(name)` stands twice", next: "Remove one.")
            } else {
                names.append(name)
            }
        }
        return names
    }

    /// A name in lower snake case.
    mutating func name(_ node: Node, of what: String) -> String? {
        if let text = text(node), Names.isName(text) { return text }
        report(
            at: node.mark, "\(what) must be a name in lower snake case", next: "Write such as `site_visit`.")
        return nil
    }

    /// A whole number.
    mutating func integer(_ entry: Entry?) -> Int? {
        guard let entry else { return nil }
        if let text = text(entry.node), let number = Int(text) { return number }
        report(at: entry.node.mark, "`\(entry.key)` must be a whole number", next: "Write such as `10`.")
        return nil
    }

    /// `true` or `false`; false when the key is absent.
    mutating func flag(_ entry: Entry?) -> Bool {
        guard let entry else { return false }
        if text(entry.node) == "true" { return true }
        if text(entry.node) != "false" {
            report(
                at: entry.node.mark, "`\(entry.key)` must be true or false",
                next: "Write `\(entry.key): true` or leave it out.")
        }
        return false
    }

    /// The text of a scalar as it is written: YAML would turn `no` into false.
    func text(_ node: Node) -> String? { node.scalar?.string }
}

/// The alphabet of keys.
enum Names {
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
            return false
        }
        return text.utf8.count <= 60 && text.utf8.allSatisfy(isNameByte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
