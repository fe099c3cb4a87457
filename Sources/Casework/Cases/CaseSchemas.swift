import Web

/// The shapes of cases in the OpenAPI document.
enum CaseSchemas {
    static let line = Schema.named(
        "CaseLine",
        .object([
            .required("id", .uuid), .required("number", .string), .required("title", .string),
            .required("status", .string), .required("version", .integer(nil)), .required("country", .string),
            .required("score", .nullable(.number)), .required("contract_id", .uuid),
            .required("updated_at", .moment), .required("monitors", .nullable(.array(person))),
            .required("next_due_on", .nullable(.date)), .required("overdue", .boolean),
        ]))

    static let person = Schema.object([.required("id", .uuid), .required("name", .string)])

    static let clock = Schema.named("Clock", .map(.anything))

    static let `case` = Schema.named(
        "Case",
        .object([
            .required("id", .uuid), .required("number", .string), .required("title", .string),
            .required("status", .string), .required("version", .integer(nil)), .required("country", .string),
            .required("opened_at", .moment), .required("updated_at", .moment),
            .required("contract", .map(.anything)), .required("risk_profile", .map(.anything)),
            .required("assignments", .array(.map(.anything))), .required("reports", .array(.map(.anything))),
            .required("referrals", .array(.map(.anything))), .required("clocks", .array(clock)),
            .required("my_declaration", .nullable(.map(.anything))),
        ]))

    static let event = Schema.named(
        "TimelineEvent",
        .object([
            .required("at", .moment), .required("kind", .string), .required("action", .string),
            .required("from", .nullable(.string)), .required("to", .nullable(.string)),
            .required("actor", .nullable(.string)), .required("actor_kind", .string),
            .required("reason", .nullable(.string)),
        ]))

    static let record = Schema.named(
        "MovedRecord",
        .object([
            .required("id", .uuid), .required("kind", .string), .required("status", .string),
            .required("version", .integer(nil)), .required("case_id", .uuid),
        ]))

    static let moves = Schema.named(
        "Moves",
        .object([
            .required("status", .string), .required("version", .integer(nil)),
            .required(
                "moves",
                .array(
                    .object([
                        .required("action", .string), .required("to", .string),
                        .required("allowed", .boolean),
                        .required("refusals", .array(.map(.anything))), .required("needs", .array(.string)),
                    ]))),
        ]))
}
