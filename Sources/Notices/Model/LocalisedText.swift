/// A text given in several languages; the notice's own wins, else the first.
struct LocalisedText {
    private var variants: [(language: String, text: String)] = []

    mutating func add(_ text: String, language: String?) {
        if !text.isEmpty { variants.append((language ?? "", text)) }
    }

    func text(in language: String) -> String {
        (variants.first { $0.language.caseInsensitiveEquals(language) } ?? variants.first)?.text ?? ""
    }
}

extension String {
    /// Equal but for the case of ASCII letters.
    func caseInsensitiveEquals(_ other: String) -> Bool { lowercased() == other.lowercased() }
}
