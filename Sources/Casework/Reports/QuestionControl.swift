import Web

/// What a question is answered with, partial `Reports/control`: exactly one of these is there.
struct QuestionControl: Sendable {
    var text: TextField?
    var area: TextArea?
    var date: DateField?
    var radios: ChoiceField?
    var select: ChoiceField?
    var checkboxes: ChoiceField?
    var group: ControlGroup?
    var list: ItemList?
    var note: ControlNote?
}

/// Several fields that are one answer: an amount with its currency, a place, an account of what was found.
struct ControlGroup: Sendable {
    let name: String
    let label: String
    let hint: String?
    let error: String?
    let isRow: Bool
    let controls: [QuestionControl]
}

/// A list of items, each with the same questions; the page offers one more on request.
struct ItemList: Sendable {
    struct Item: Sendable {
        let title: String
        /// What the remove button sends; nil for an item that is not stored.
        let remove: String?
        let controls: [QuestionControl]
    }

    let name: String
    let label: String
    let hint: String?
    let error: String?
    let items: [Item]
    let canGrow: Bool
}

/// A choice that cannot be offered yet, and where to change that.
struct ControlNote: Sendable {
    let name: String
    let label: String
    let error: String?
    let text: String
    let link: String
    let address: String
}
