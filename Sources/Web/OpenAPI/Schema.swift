/// The shape of a JSON value for the OpenAPI document (JSON Schema 2020-12), written beside the route that
/// uses it.
public indirect enum Schema: Sendable {
    /// Text, its number of characters, a `format` such as `uuid`.
    case text(length: ClosedRange<Int>?, format: String?)
    /// Text of so many digits.
    case digits(ClosedRange<Int>)
    /// One of these words.
    case choice([String])
    /// A whole number.
    case integer(ClosedRange<Int>?)
    /// Any number.
    case number
    /// `true` or `false`.
    case boolean
    /// An array of one shape.
    case array(Schema)
    /// An object with these members and no others.
    case object([Member])
    /// An object whose members are data, each of one shape.
    case map(Schema)
    /// Bytes of a file in a multipart form.
    case file
    /// A shape that stands once in the document under its name.
    case named(String, Schema)
    /// The shape or null.
    case nullable(Schema)
    /// The shape or a text without a character.
    case blankable(Schema)
    /// Anything.
    case anything

    /// One member of an object.
    public struct Member: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool

        /// A member that is always there.
        public static func required(_ name: String, _ schema: Schema) -> Member {
            Member(name: name, schema: schema, isRequired: true)
        }

        /// A member that may be absent.
        public static func optional(_ name: String, _ schema: Schema) -> Member {
            Member(name: name, schema: schema, isRequired: false)
        }
    }

    /// Any text.
    public static let string = Schema.text(length: nil, format: nil)
    /// Text of at most so many code points.
    public static func upTo(_ length: Int) -> Schema { .text(length: 0...length, format: nil) }
    /// A UUID.
    public static let uuid = Schema.text(length: nil, format: "uuid")
    /// A calendar date.
    public static let date = Schema.text(length: nil, format: "date")
    /// A moment in RFC 3339.
    public static let moment = Schema.text(length: nil, format: "date-time")
    /// Amount and currency.
    public static let money = Schema.named(
        "Money",
        .object([.required("amount", .string), .required("currency", .text(length: 3...3, format: nil))]))

    /// A page of a list: `items` and the cursor of the next page.
    public static func page(of item: Schema) -> Schema {
        .object([.required("items", .array(item)), .required("next", .nullable(.string))])
    }

    /// A parameter of the query as forms send it: one without a value counts as absent.
    var orBlank: Schema {
        switch self {
        case .text(nil, nil): self
        case .text(let length?, nil): .text(length: 0...length.upperBound, format: nil)
        default: .blankable(self)
        }
    }
}
