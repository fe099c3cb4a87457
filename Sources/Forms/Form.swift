/// A questionnaire as one YAML file states it. It holds keys only; the wording stands in the locale files.
public struct Form: Hashable, Sendable {
    /// Its name, such as `imonitor`.
    public let name: String
    /// The version that its author gave it.
    public let version: Int
    /// The steps in order.
    public let steps: [Step]
    /// SHA-256 of the canonical document in lower-case hex: what a report's answers are bound to.
    public let hash: String

    /// Every top-level question, in order; those of a group stand inside it.
    public var questions: [Question] { steps.flatMap(\.sections).flatMap(\.questions) }

    /// The top-level question that has this key.
    public func question(_ key: String) -> Question? { questions.first { $0.key == key } }

    /// A step of the work, such as the desk analysis.
    public struct Step: Hashable, Sendable {
        /// Its key.
        public let key: String
        /// Its sections in order.
        public let sections: [Section]
    }

    /// A part of a step that is shown on one page.
    public struct Section: Hashable, Sendable {
        /// Its key, unique in the form.
        public let key: String
        /// Facts of the case that it shows read-only, such as `risk_profile`.
        public let shows: [String]
        /// Its questions in order.
        public let questions: [Question]
    }
}

/// One question of a form.
public struct Question: Hashable, Sendable {
    /// Its key, unique in the form, stable from version to version.
    public let key: String
    /// What kind of answer it takes.
    public let type: QuestionType
    /// Whether the form is incomplete without an answer, as long as the question is visible.
    public let isRequired: Bool
    /// Whether the answer belongs to the protected part about persons.
    public let isPersonal: Bool
    /// When it is visible; nil means always.
    public let condition: Condition?
    /// Which fact of the contract fills it first, such as `contract.title`.
    public let prefill: String?
    /// The options of a choice, in order.
    public let options: [String]
    /// The least value, or the least number of items of a group.
    public let minimum: Int?
    /// The greatest value, the greatest length in characters, or the greatest number of items.
    public let maximum: Int?
    /// The questions of a group.
    public let questions: [Question]
}

/// The kinds of answers; the raw value is what the form file says.
public enum QuestionType: String, Hashable, Sendable, CaseIterable {
    /// A line of text.
    case text
    /// Several paragraphs.
    case longText = "long_text"
    /// `"yes"`, `"no"` or `"unknown"` (*I could not find out*).
    case yesNoUnknown = "yes_no_unknown"
    /// One option's key.
    case choice
    /// An array of options' keys.
    case choices
    /// `"IT"`, two letters of ISO 3166-1.
    case country
    /// `"2026-05-31"`.
    case date
    /// `{"amount": "1234.50", "currency": "EUR"}`.
    case amount
    /// A whole number.
    case integer
    /// A number, 0 to 100 unless the form says otherwise.
    case percent
    /// An absolute http or https address.
    case url
    /// `{"address", "latitude"?, "longitude"?}`, degrees of WGS 84.
    case place
    /// `{"statement", "date", "place", "evidence", "without_evidence"}`: a factual account of what was found.
    case account
    /// An array of ids of the report's evidence.
    case evidence
    /// An array of objects, one an item, with the group's questions as keys.
    case group
}
