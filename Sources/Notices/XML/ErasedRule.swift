/// An action without its draft's type: a table and the draft it is walked with always come from one format.
enum ErasedRule {
    typealias Start = @Sendable (AnyObject, Element) -> Void
    typealias Gate = @Sendable (AnyObject, Element) -> Bool
    typealias Text = @Sendable (AnyObject, String, String?) -> Void
    typealias Close = @Sendable (AnyObject) -> Void

    case gate(Gate)
    case open(Start)
    case close(Close)
    case text(attribute: StaticString?, isProse: Bool, Text)
    case inside(Start)

    init<Draft: AnyObject>(_ action: ElementRule<Draft>.Action) {
        self =
            switch action {
            case .gate(let body): .gate { body(unsafeDowncast($0, to: Draft.self), $1) }
            case .open(let body): .open { body(unsafeDowncast($0, to: Draft.self), $1) }
            case .close(let body): .close { body(unsafeDowncast($0, to: Draft.self)) }
            case .inside(let body): .inside { body(unsafeDowncast($0, to: Draft.self), $1) }
            case .text(let attribute, let body):
                .text(attribute: attribute, isProse: false) {
                    body(unsafeDowncast($0, to: Draft.self), $1, $2)
                }
            case .prose(let attribute, let body):
                .text(attribute: attribute, isProse: true) {
                    body(unsafeDowncast($0, to: Draft.self), $1, $2)
                }
            }
    }
}
