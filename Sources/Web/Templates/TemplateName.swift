/// The name in a tag, taken apart once when the template is loaded.
struct TemplateName: Equatable, Sendable {
    /// What a name asks for.
    enum Kind: Equatable, Sendable {
        /// `{{a.b}}`: the property `a` of the innermost object that has it, and `b` of that.
        case anywhere
        /// `{{.a}}`: the same of the innermost object alone.
        case here
        /// `{{.}}`: the innermost object.
        case itself
        /// `{{first()}}`, `{{last()}}`: whether the innermost list is at its first or its last element.
        case first, last
    }

    /// As it is written.
    let text: String
    let kind: Kind
    /// The properties on the way; empty unless the name asks for one.
    let path: [String]

    /// Nil for what we do not use: other functions, and names without a property.
    init?(_ text: String) {
        self.text = text
        switch text {
        case ".": (kind, path) = (.itself, [])
        case "first()": (kind, path) = (.first, [])
        case "last()": (kind, path) = (.last, [])
        default:
            path = text.split(separator: ".").map(String.init)
            kind = text.hasPrefix(".") ? .here : .anywhere
            guard !path.isEmpty, !text.contains("(") else { return nil }
        }
    }
}
