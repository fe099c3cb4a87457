import Forms
import Web

/// The wording of one form in the reader's language.
struct FormWords: Sendable {
    let words: PageWords
    let form: String

    var title: String { words("forms.\(form).title") }
    func step(_ key: String) -> String { words("forms.\(form).steps.\(key).title") }
    func section(_ key: String) -> String { words("forms.\(form).sections.\(key).title") }
    func intro(_ key: String) -> String? { words.find("forms.\(form).sections.\(key).intro") }
    func label(_ question: Question) -> String { words("forms.\(form).\(question.key).label") }
    func hint(_ question: Question) -> String? { words.find("forms.\(form).\(question.key).hint") }
    /// What one item of a list is called: `Place of delivery 2`.
    func item(_ group: Question, _ number: Int) -> String {
        words(
            "reports.section.item",
            ["label": words("forms.\(form).\(group.key).item"), "number": String(number)])
    }
    func part(_ key: String) -> String { words("forms.parts.\(key)") }

    func option(_ option: String, of question: Question) -> String {
        question.type == .yesNoUnknown
            ? words("forms.answers.\(option)") : words("forms.\(form).\(question.key).options.\(option)")
    }

    /// The options that a question offers; *I could not find out* is always among those of a yes/no question.
    func choices(_ question: Question) -> [Choice] {
        let values = question.type == .yesNoUnknown ? ["yes", "no", "unknown"] : question.options
        return values.map { Choice($0, option($0, of: question)) }
    }

    func problem(_ problem: AnswerProblem) -> String {
        words("forms.problems.\(problem.code.rawValue)", problem.values)
    }
}
