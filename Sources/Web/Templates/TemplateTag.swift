/// A piece of a Mustache template: text as it goes out, or a tag.
indirect enum TemplateTag: Equatable, Sendable {
    case text(String)
    case variable(TemplateName, line: Int)
    case raw(TemplateName, line: Int)
    case section(TemplateName, inverted: Bool, inner: [TemplateTag], line: Int)
    case partial(String, line: Int)
}

/// Reads a template: the part of Mustache that our pages use. A tag that stands alone on its line, and shows nothing
/// itself, takes the line away with it.
struct TemplateTags {
    private let name: String
    private let source: Substring
    private var position: String.Index
    /// Up to where the lines are counted.
    private var counted: String.Index
    private var line = 1

    /// The pieces of a template's source; throws for tags that are not closed or that we do not use.
    static func parse(_ source: String, name: String) throws(TemplateError) -> [TemplateTag] {
        var reader = TemplateTags(source, name)
        return try reader.tags(until: nil)
    }

    private init(_ source: String, _ name: String) {
        self.name = name
        self.source = source[...]
        self.position = source.startIndex
        self.counted = source.startIndex
    }

    private mutating func tags(until closing: TemplateName?) throws(TemplateError) -> [TemplateTag] {
        var found: [TemplateTag] = []
        let opened = line
        while let (text, tag) = try next() {
            if !text.isEmpty { found.append(.text(String(text))) }
            switch tag.first {
            case "#", "^":
                let section = try name(tag.dropFirst())
                let start = line
                let inner = try tags(until: section)
                found.append(.section(section, inverted: tag.first == "^", inner: inner, line: start))
            case "/":
                guard try name(tag.dropFirst()) == closing else { throw fault("{{\(tag)}} closes nothing") }
                return found
            case ">": found.append(.partial(String(tag.dropFirst().trimmed()), line: line))
            case "{": found.append(.raw(try name(tag.dropFirst()), line: line))
            case "!": break
            case "&", "=", "<", "$", "%", "*": throw fault("{{\(tag)}}: we do not use tags of this kind")
            default: found.append(.variable(try name(tag), line: line))
            }
        }
        if let closing { throw TemplateError(name, line: opened, "{{#\(closing.text)}} is not closed") }
        if position < source.endIndex { found.append(.text(String(source[position...]))) }
        return found
    }

    /// The text before the next tag and the inside of the tag, nil behind the last.
    private mutating func next() throws(TemplateError) -> (text: Substring, tag: Substring)? {
        guard let open = source[position...].firstRange(of: "{{") else { return nil }
        count(upTo: open.lowerBound)
        let isRaw = source[open.upperBound...].first == "{"
        guard let close = source[open.upperBound...].firstRange(of: isRaw ? "}}}" : "}}") else {
            throw fault("{{ is not closed")
        }
        let tag = source[open.upperBound..<close.lowerBound]
        guard !tag.isEmpty else { throw fault("{{}} names nothing") }
        count(upTo: close.upperBound)
        return (text(upTo: open.lowerBound, tag, closedAt: close.upperBound), tag)
    }

    /// The text between the last tag and this one, without the blanks of a line that goes away; moves behind the tag,
    /// and behind the end of such a line.
    private mutating func text(
        upTo open: String.Index, _ tag: Substring, closedAt end: String.Index
    ) -> Substring {
        let text = source[position..<open]
        let before = text.lastIndex(where: \.isNewline).map(text.index(after:))
        let startsLine =
            before != nil || position == source.startIndex || source[..<position].last?.isNewline == true
        let blanks = text[(before ?? text.startIndex)...]
        let rest = source[end...].prefix { !$0.isNewline }
        position = end
        let standsAlone = startsLine && blanks.trimmed().isEmpty && rest.trimmed().isEmpty
        guard standsAlone, let sign = tag.first, "#^/!>".contains(sign) else { return text }
        position = rest.endIndex == source.endIndex ? rest.endIndex : source.index(after: rest.endIndex)
        return text[..<blanks.startIndex]
    }

    private mutating func count(upTo index: String.Index) {
        line += source[counted..<index].count { $0.isNewline }
        counted = index
    }

    private func fault(_ text: String) -> TemplateError { TemplateError(name, line: line, text) }

    private func name(_ text: Substring) throws(TemplateError) -> TemplateName {
        guard let found = TemplateName(String(text.trimmed())) else {
            throw fault("{{\(text)}}: we do not use names of this kind")
        }
        return found
    }
}
