/// A one-line field, partial `layout/field-text`. Its id is its name, so that the error summary can link to
/// it.
public struct TextField: Sendable {
    let name: String
    let label: String
    let hint: String?
    let error: String?
    let describedBy: String?
    let value: String
    let type: String
    let autocomplete: String?
    let inputMode: String?

    /// - Parameters:
    ///   - type: `text`, `email`, `password`, `search`, `url`.
    ///   - autocomplete: token of HTML's autofill, `username`, `current-password`.
    ///   - inputMode: `numeric` or `decimal` for a fitting keyboard.
    public init(
        name: String, label: String, value: String = "", hint: String? = nil, error: String? = nil,
        type: String = "text", autocomplete: String? = nil, inputMode: String? = nil
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.error = error
        self.describedBy = FieldNotes.ids(name, hint, error)
        self.value = value
        self.type = type
        self.autocomplete = autocomplete
        self.inputMode = inputMode
    }
}

/// A field of several lines, partial `layout/field-textarea`.
public struct TextArea: Sendable {
    let name: String
    let label: String
    let hint: String?
    let error: String?
    let describedBy: String?
    let value: String
    let rows: Int
    let limit: String?

    /// A text area as given; `rows` is the height in lines, `limit` the greatest number of characters, which the
    /// page's script counts down.
    public init(
        name: String, label: String, value: String = "", hint: String? = nil, error: String? = nil,
        rows: Int = 5, limit: Int? = nil
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.error = error
        self.describedBy = FieldNotes.ids(name, hint, error)
        self.value = value
        self.rows = rows
        self.limit = limit.map { String($0) }
    }
}

/// A file to choose, partial `layout/field-file`; its form must be `multipart/form-data` with the csrf
/// field first.
public struct FileField: Sendable {
    let name: String
    let label: String
    let hint: String?
    let error: String?
    let describedBy: String?
    let accept: String?

    /// A file field as given; `accept` lists media types or suffixes for the browser's dialogue.
    public init(name: String, label: String, hint: String? = nil, error: String? = nil, accept: String? = nil)
    {
        self.name = name
        self.label = label
        self.hint = hint
        self.error = error
        self.describedBy = FieldNotes.ids(name, hint, error)
        self.accept = accept
    }
}

/// The ids of a field's hint and error, for `aria-describedby`.
enum FieldNotes {
    static func ids(_ name: String, _ hint: String?, _ error: String?) -> String? {
        let ids = [hint.map { _ in name + "-hint" }, error.map { _ in name + "-error" }].compactMap { $0 }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}
