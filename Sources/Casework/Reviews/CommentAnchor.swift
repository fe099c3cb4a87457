import Web

/// What a comment is about: a question by its path in the form, a finding by its number, or the whole report.
struct CommentAnchor: Equatable, Sendable {
    let question: String?
    let finding: Int?

    /// Reads `question-PATH` or `finding-NUMBER` of the page's form; any other text is the whole report, a path or
    /// number that cannot be one is nobody's form.
    init(_ text: String) throws(Refusal) {
        question = PartLabels.question(text)
        finding = PartLabels.finding(text)
        let isFinding = finding.map(Self.numbers.contains) ?? !text.hasPrefix("finding-")
        guard isFinding, question.map(Self.isPath) ?? true else { throw .malformed("malformed_form") }
    }

    /// Numbers that a finding can have.
    static let numbers = 1...10_000

    /// Whether a text can be the path of a question, as the table of comments holds it.
    static func isPath(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: "/"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
