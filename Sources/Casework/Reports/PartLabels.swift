import Forms
import Web

/// What people call the parts of a report, by their anchors: a question's label, a finding's number.
struct PartLabels: Sendable {
    let form: Form
    let words: PageWords

    func label(_ anchor: String) -> String {
        if let number = Self.finding(anchor) {
            return words("reports.finding.number", ["number": String(number)])
        }
        let key = Self.question(anchor) ?? anchor
        return form.question(key).map(FormWords(words: words, form: form.name).label) ?? key
    }

    /// The key of the question that an anchor names.
    static func question(_ anchor: String) -> String? {
        anchor.hasPrefix("question-") ? String(anchor.dropFirst(9)) : nil
    }

    /// The number of the finding that an anchor names.
    static func finding(_ anchor: String) -> Int? {
        anchor.hasPrefix("finding-") ? Int(anchor.dropFirst(8)) : nil
    }
}
