import Web

/// The shapes of organisations in the OpenAPI document.
enum PartySchemas {
    static let line = Schema.named(
        "PartyLine",
        .object([
            .required("id", .uuid), .required("name", .string), .required("country", .string),
            .required("bought", .number), .required("supplied", .number),
        ]))

    private static let other = Schema.object([.required("id", .uuid), .required("name", .string)])

    private static let member = Schema.object([
        .required("id", .uuid), .required("name", .string), .required("merged_at", .moment),
        .required("merged_by", .nullable(.string)),
    ])

    private static let contracts = Schema.object([
        .required("count", .number), .required("contracts", .array(.map(.anything))),
    ])

    static let party = Schema.named(
        "Party",
        .object([
            .required("id", .uuid), .required("name", .string), .required("country", .string),
            .required("merged_into", .nullable(other)),
            .required("identifiers", .array(.string)), .required("members", .array(member)),
            .required("bought", contracts), .required("supplied", contracts),
            .required("flags", .array(.map(.anything))),
        ]))
}
