import Yams

/// A value of a mapping with the place of its key.
struct Entry {
    let key: Word
    let node: Node
}

extension YAMLReader {
    /// The entries of a mapping in the order of the file; anything but a mapping is left out.
    mutating func entries(_ node: Node, of what: String) -> [Entry]? {
        guard case .mapping(let mapping) = node else {
            leaveOut(at: place(of: node), "\(what) must be a mapping", next: "Write `key: value` pairs.")
            return nil
        }
        return mapping.map {
            Entry(key: Word($0.key.scalar?.string ?? "", at: place(of: $0.key)), node: $0.value)
        }
    }

    /// The entries of a mapping by key; a key that is not known is an error.
    mutating func fields(_ node: Node, of what: String, known: [String]) -> [String: Entry]? {
        guard let entries = entries(node, of: what) else { return nil }
        var fields: [String: Entry] = [:]
        for entry in entries {
            guard known.contains(entry.key.text) else {
                report(
                    at: entry.key.place, "unknown key `\(entry.key.text)` in \(what)",
                    next: "Known keys are \(known.joined(separator: ", ")).")
                continue
            }
            fields[entry.key.text] = entry
        }
        return fields
    }

    /// The value of a key that must be there.
    mutating func required(_ key: String, in fields: [String: Entry], of what: String, at node: Node) -> Node?
    {
        if let entry = fields[key] { return entry.node }
        leaveOut(at: place(of: node), "\(what) has no `\(key)`", next: "Add `\(key):`.")
        return nil
    }

    /// A name in lower snake case.
    mutating func name(_ node: Node, of what: String) -> Word? {
        word(node, of: what, rule: "a name in lower snake case") { Names.isName($0) }
    }

    /// A list of names, each at most once.
    mutating func names(
        _ entry: Entry?, rule: String = "a name in lower snake case",
        where isValid: (String) -> Bool = Names.isName
    ) -> [Word] {
        guard let entry else { return [] }
        guard case .sequence(let sequence) = entry.node else {
            leaveOut(
                at: place(of: entry.node), "`\(entry.key)` must be a list",
                next: "Write `\(entry.key): [name]`.")
            return []
        }
        var words: [Word] = []
        for node in sequence {
            guard let word = word(node, of: "`\(entry.key)`", rule: rule, where: isValid) else { continue }
            if words.contains(where: { $0.text == word.text }) {
                report(at: word.place, "`\(word)` stands twice in `\(entry.key)`", next: "Remove one.")
            } else {
                words.append(word)
            }
        }
        return words
    }

    /// A whole number of at least 1.
    mutating func count(_ node: Node, of what: String) -> Int? {
        if let text = plain(node), let number = Int(text), number >= 1 { return number }
        leaveOut(
            at: place(of: node), "\(what) must be a whole number of at least 1", next: "Write such as `1`.")
        return nil
    }

    /// `true` or `false`; the fallback when the key is absent.
    mutating func flag(_ entry: Entry?, otherwise fallback: Bool) -> Bool {
        guard let entry else { return fallback }
        switch plain(entry.node) {
        case "true": return true
        case "false": return false
        default:
            report(
                at: place(of: entry.node), "`\(entry.key)` must be true or false",
                next: "Write `\(entry.key): true` or leave it out.")
            return fallback
        }
    }

    /// One of the values of a closed list.
    mutating func value<Value: RawRepresentable & CaseIterable>(_ node: Node, of what: String) -> Value?
    where Value.RawValue == String {
        if let text = plain(node), let value = Value(rawValue: text) { return value }
        let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
        leaveOut(at: place(of: node), "\(what) is not known", next: "Write one of \(known).")
        return nil
    }

    /// A scalar that obeys a rule.
    mutating func word(_ node: Node, of what: String, rule: String, where isValid: (String) -> Bool) -> Word?
    {
        if let text = plain(node), isValid(text) { return Word(text, at: place(of: node)) }
        leaveOut(at: place(of: node), "\(what) must be \(rule)", next: "Write it in that form.")
        return nil
    }

    /// The text of a scalar as it is written: YAML would turn `no` into false.
    private func plain(_ node: Node) -> String? { node.scalar?.string }
}

/// The alphabets of names.
enum Names {
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
            return false
        }
        return text.utf8.count <= 60 && text.utf8.allSatisfy(isNameByte)
    }

    static func isPermission(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { isName(String($0)) }
    }

    static func isNeed(_ text: String) -> Bool {
        text == "reason" || (text.hasPrefix("data.") && isName(String(text.dropFirst("data.".count))))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
