import Foundation

/// One choice among several.
public struct Choice: Sendable {
    /// What is sent.
    public let value: String
    /// What is read.
    public let label: String
    /// A line below it.
    public let hint: String?
    /// The code of the label's language where that is not the page's.
    public let language: String?

    /// A choice as given.
    public init(_ value: String, _ label: String, hint: String? = nil, language: String? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
        self.language = language
    }
}

/// Radio buttons, partial `layout/field-radios`; tick boxes, partial `layout/field-checkboxes`; a drop-down
/// list, partial `layout/field-select`.
public struct ChoiceField: Sendable {
    struct Option: Sendable {
        let id: String
        let value: String
        let label: String
        let hint: String?
        let language: String?
        let isChosen: Bool
    }

    let name: String
    let label: String
    let hint: String?
    let error: String?
    let describedBy: String?
    let options: [Option]

    /// A field with these choices, those in `chosen` ticked. The first option's id is the field's name, so
    /// that the error summary can link to it.
    public init(
        name: String, label: String, choices: [Choice], chosen: [String] = [], hint: String? = nil,
        error: String? = nil
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.error = error
        self.describedBy = FieldNotes.ids(name, hint, error)
        options = choices.enumerated().map { index, choice in
            Option(
                id: index == 0 ? name : "\(name)-\(index + 1)", value: choice.value, label: choice.label,
                hint: choice.hint, language: choice.language, isChosen: chosen.contains(choice.value))
        }
    }
}

/// What every form carries: where it goes, the session's token, the version that was shown, and a name of its own, so
/// that sending it twice has one effect (`FormInput.idempotencyKey`).
public struct FormHead: Sendable {
    let action: String
    let csrf: String
    let version: String?
    let submission: String

    /// A form that posts to `action`; partial `layout/csrf` writes the hidden fields.
    public init(action: String, _ context: some RequestFacts, version: Int64? = nil) {
        self.init(action: action, csrf: context.web.csrfToken ?? "", version: version)
    }

    init(action: String, csrf: String, version: Int64?) {
        self.action = action
        self.csrf = csrf
        self.version = version.map { String($0) }
        self.submission = UUID().uuidString.lowercased()
    }
}
