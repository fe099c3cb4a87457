/// Puts the words of one language into a template: `[[key]]` becomes the text of the key, escaped, with its
/// placeholders `{name}` as tags `{{name}}`. Done at load, so that rendering a translated page costs
/// nothing.
struct TemplateWords {
    let locales: Locales
    let language: Language

    func translate(_ source: String, name: String) throws(TemplateError) -> String {
        var result = ""
        var line = 1
        var rest = source[...]
        while let open = rest.firstRange(of: "[[") {
            result += rest[..<open.lowerBound]
            line += rest[..<open.lowerBound].count { $0.isNewline }
            guard let close = rest[open.upperBound...].firstRange(of: "]]") else {
                throw TemplateError(name, line: line, "[[ is not closed")
            }
            let key = String(rest[open.upperBound..<close.lowerBound][...].trimmed())
            result += try text(key, name, line)
            rest = rest[close.upperBound...]
        }
        return result + rest
    }

    private func text(_ key: String, _ name: String, _ line: Int) throws(TemplateError) -> String {
        switch locales.ownEntry(key, language) {
        case .text(let text): return text.template
        case .plural:
            throw TemplateError(name, line: line, "[[\(key)]] has plural forms: let the model carry the text")
        case nil: throw TemplateError(name, line: line, "[[\(key)]] has no text in language \(language)")
        }
    }
}
