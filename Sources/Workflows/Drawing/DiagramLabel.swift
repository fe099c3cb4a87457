/// A label broken into lines, with the room it needs at 13 pixels in whatever sans-serif font the reader has.
struct DiagramLabel {
    static let lineHeight = 17.0
    private static let maximumCharacters = 17

    let lines: [String]
    let width: Double
    let height: Double

    static let dot = DiagramLabel(lines: [], width: 18, height: 18)
    static let bend = DiagramLabel(lines: [], width: 10, height: 0)

    init(_ text: String, padding: Double, minimumWidth: Double) {
        let lines = Self.broken(text)
        let widest = lines.map(Self.width(of:)).max() ?? 0
        self.init(
            lines: lines, width: max(minimumWidth, widest + 2 * padding),
            height: Double(lines.count) * Self.lineHeight + padding)
    }

    private init(lines: [String], width: Double, height: Double) {
        self.lines = lines
        self.width = width
        self.height = height
    }

    private static func broken(_ text: String) -> [String] {
        text.split(separator: " ").reduce(into: [String]()) { lines, word in
            if let last = lines.last, last.count + word.count < maximumCharacters {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
    }

    /// An upper estimate: the widest of the usual fonts decides.
    static func width(of text: String) -> Double {
        text.reduce(0) { width, character in
            if "iljtfr.,'’ :!".contains(character) { return width + 4.9 }
            if "mwMWшщжюфыШЩЖЮФЫ→✓".contains(character) { return width + 12 }
            return width + (character.isUppercase ? 9.4 : 8)
        }
    }
}
