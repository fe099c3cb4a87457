/// One tag of a Mustache template, as far as our checks need to know.
indirect enum TemplateTag: Equatable, Sendable {
    case variable(String, line: Int)
    case raw(String, line: Int)
    case section(String, inverted: Bool, inner: [TemplateTag], line: Int)
    case partial(String, line: Int)
}

/// Reads the tags of a template. swift-mustache keeps its own tokens to itself, and renders an unknown name
/// as nothing; so whatever we want to check we have to read ourselves.
struct TemplateTags {
    private let name: String
    private let source: Substring
    private var position: String.Index
    private var line = 1

    /// The tags of a template's source; throws for tags that are not closed or that we do not use.
    static func parse(_ source: String, name: String) throws(TemplateError) -> [TemplateTag] {
        var reader = TemplateTags(source, name)
        return try reader.tags(until: nil)
    }

    private init(_ source: String, _ name: String) {
        self.name = name
        self.source = source[...]
        self.position = source.startIndex
    }

    private mutating func tags(until closing: String?) throws(TemplateError) -> [TemplateTag] {
        var found: [TemplateTag] = []
        let opened = line
        while let tag = try next() {
            switch tag.first {
            case "#", "^":
                let section = Self.name(tag.dropFirst())
                let start = line
                let inner = try tags(until: section)
                found.append(.section(section, inverted: tag.first == "^", inner: inner, line: start))
            case "/":
                guard Self.name(tag.dropFirst()) == closing else { throw fault("{{\(tag)}} closes nothing") }
                return found
            case ">": found.append(.partial(Self.name(tag.dropFirst()), line: line))
            case "{": found.append(.raw(Self.name(tag.dropFirst()), line: line))
            case "!": break
            case "&", "=", "<", "$", "%", "*": throw fault("{{\(tag)}}: we do not use tags of this kind")
            default: found.append(.variable(Self.name(tag), line: line))
            }
        }
        if let closing { throw TemplateError(name, line: opened, "{{#\(closing)}} is not closed") }
        return found
    }

    /// The inside of the next tag, nil behind the last.
    private mutating func next() throws(TemplateError) -> Substring? {
        guard let open = source[position...].firstRange(of: "{{") else { return nil }
        count(source[position..<open.lowerBound])
        let isRaw = source[open.upperBound...].first == "{"
        guard let close = source[open.upperBound...].firstRange(of: isRaw ? "}}}" : "}}") else {
            throw fault("{{ is not closed")
        }
        let tag = source[open.upperBound..<close.lowerBound]
        count(tag)
        position = close.upperBound
        guard !tag.isEmpty else { throw fault("{{}} names nothing") }
        return tag
    }

    private mutating func count(_ passed: Substring) { line += passed.count { $0.isNewline } }

    private func fault(_ text: String) -> TemplateError { TemplateError(name, line: line, text) }

    private static func name(_ text: Substring) -> String { String(text.trimmed()) }
}
