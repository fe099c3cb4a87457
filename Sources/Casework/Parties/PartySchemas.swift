import Web

/// The shapes of organisations in the OpenAPI document.
enum PartySchemas {
    static let line = Schema.named(
        "PartyLine",
        .object([
            .required("id", .uuid), .required("name", .string), .required("country", .string),
            .required("bought", .number), .required("supplied", .number),
        ]))

    private static let contracts = Schema.object([
        .required("count", .number), .required("contracts", .array(.map(.anything))),
    ])

    static let party = Schema.named(
        "Party",
        .object([
            .required("id", .uuid), .required("name", .string), .required("country", .string),
            .required("merged_into", .nullable(.map(.anything))),
            .required("identifiers", .array(.string)), .required("members", .array(.map(.anything))),
            .required("bought", contracts), .required("supplied", contracts),
            .required("flags", .array(.map(.anything))),
        ]))
}
