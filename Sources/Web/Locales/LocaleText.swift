/// One text of a locale file, cut at its placeholders `{name}`.
struct LocaleText: Equatable, Sendable {
    enum Piece: Equatable, Sendable {
        case text(String)
        case placeholder(String)
    }

    let pieces: [Piece]

    /// Reads the text; throws a sentence when a brace stands for no placeholder.
    init(_ text: String) throws(LocaleError) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}"),
                case let name = rest[rest.index(after: open)..<close], Self.isName(name)
            else { throw LocaleError("a brace that encloses no placeholder name in \"\(text)\"") }
            pieces.append(.placeholder(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.pieces = pieces
    }

    /// The names in braces.
    var placeholders: Set<String> {
        Set(pieces.compactMap { if case .placeholder(let name) = $0 { name } else { nil } })
    }

    /// The text with its placeholders filled; one without a value keeps its braces, so that the mistake
    /// shows.
    func filled(_ values: [String: String]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .placeholder(let name): values[name] ?? "{\(name)}"
            }
        }.joined()
    }

    /// The text as part of a template: escaped for HTML, placeholders turned into Mustache tags.
    var template: String {
        pieces.map { piece in
            switch piece {
            case .text(let text): HTMLText.escape(text)
            case .placeholder(let name): "{{\(name)}}"
            }
        }.joined()
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}

/// What is wrong with the locale files: file and line where they are known, then the fault.
public struct LocaleError: Error, Equatable, CustomStringConvertible {
    /// One line for whoever repairs the file.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Escapes text for HTML, element content and quoted attributes alike.
enum HTMLText {
    static func escape(_ text: String) -> String {
        guard text.utf8.contains(where: { "<>&\"'".utf8.contains($0) }) else { return text }
        return text.reduce(into: "") { result, character in
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
    }
}
