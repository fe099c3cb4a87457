/// What is wrong with one answer, as a code and a JSON pointer into the answers.
public struct AnswerProblem: Hashable, Sendable {
    /// The kinds of faults; the raw value is stable and is the wording's key `forms.problems.<code>`.
    public enum Code: String, Sendable, CaseIterable {
        /// The answers are not an object of questions.
        case notAnObject = "not_an_object"
        /// The form has no such question.
        case unknownQuestion = "unknown_question"
        /// The value is of another kind than the question's `{type}` takes.
        case wrongType = "wrong_type"
        /// The value is not one of the `{options}`.
        case notAnOption = "not_an_option"
        /// An option or an evidence id stands twice.
        case doubled
        /// The text has more characters than `{max}`.
        case tooLong = "too_long"
        /// There are more items than `{max}`.
        case tooMany = "too_many"
        /// There are fewer items than `{min}`.
        case tooFew = "too_few"
        /// The number is not between `{min}` and `{max}`.
        case outOfRange = "out_of_range"
        /// The text holds control characters.
        case controlCharacter = "control_character"
        /// It is not a day of the calendar written as `2026-05-31`.
        case notADate = "not_a_date"
        /// It is not a decimal number with at most four places.
        case notAnAmount = "not_an_amount"
        /// It is not a currency of ISO 4217.
        case unknownCurrency = "unknown_currency"
        /// It is not a country of ISO 3166-1.
        case unknownCountry = "unknown_country"
        /// It is not an absolute http or https address.
        case notAnURL = "not_a_url"
        /// Latitude and longitude do not stand together or lie outside the globe.
        case notAPlace = "not_a_place"
        /// It is not the id of a piece of evidence.
        case notAnID = "not_an_id"
        /// An answer is needed.
        case missing
        /// The answers together are larger than `{max}` bytes.
        case tooLarge = "too_large"
    }

    /// Where in the answers, RFC 6901: `/sites/0/address`; empty for the whole.
    public let pointer: String
    /// What is wrong.
    public let code: Code
    /// Values for the wording's placeholders.
    public let values: [String: String]

    /// A problem at a pointer.
    public init(pointer: String, code: Code, values: [String: String] = [:]) {
        self.pointer = pointer
        self.code = code
        self.values = values
    }

    /// The top-level question that the pointer leads through, or nil for the whole.
    public var question: String? { pointer.split(separator: "/").first.map(String.init) }
}

/// A place in the answers that grows while a check walks down.
struct AnswerPath {
    let pointer: String

    static let root = AnswerPath(pointer: "")

    func appending(_ key: String) -> AnswerPath {
        let escaped = key.prefix(100).replacing("~", with: "~0").replacing("/", with: "~1")
        return AnswerPath(pointer: pointer + "/" + escaped)
    }

    func appending(_ index: Int) -> AnswerPath { AnswerPath(pointer: "\(pointer)/\(index)") }
}
