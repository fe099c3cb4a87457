import Web

/// The shapes of contracts in the OpenAPI document.
enum ContractSchemas {
    static let flag = Schema.object([
        .required("id", .string), .required("colour", .choice(["red", "pink"])),
    ])

    static let supplier = Schema.map(.anything)

    static let line = Schema.named(
        "ContractLine",
        .object([
            .required("id", .uuid), .required("title", .string), .required("language", .nullable(.string)),
            .required("country", .string), .required("buyer", .string),
            .required("suppliers", .array(supplier)),
            .required("value", .nullable(.money)), .required("estimated_value", .nullable(.money)),
            .required("cpv", .nullable(.string)), .required("lot", .string),
            .required("published_on", .nullable(.date)), .required("score", .nullable(.number)),
            .required("coverage", .number), .required("flags", .array(flag)),
            .required("case_id", .nullable(.uuid)), .required("case_status", .nullable(.string)),
            .required("case_number", .nullable(.string)),
        ]))

    static let indicator = Schema.named(
        "IndicatorResult",
        .object([
            .required("id", .string), .required("colour", .choice(["red", "pink"])),
            .required("result", .choice(["flag", "no_flag", "not_applicable", "missing_data"])),
            .required("inputs", .map(.anything)), .required("threshold", .anything),
            .required("notice", .string),
        ]))

    static let notice = Schema.named(
        "NoticeLine",
        .object([
            .required("number", .string), .required("type", .string), .required("form", .string),
            .required("format", .string), .required("published_on", .nullable(.date)),
            .required("link", .string),
        ]))

    static let contract = Schema.named(
        "Contract",
        .object([
            .required("id", .uuid), .required("title", .string), .required("description", .nullable(.string)),
            .required("language", .nullable(.string)), .required("lot", .string),
            .required("country", .string),
            .required("buyer", .map(.anything)), .required("suppliers", .array(supplier)),
            .required("value", .nullable(.money)), .required("estimated_value", .nullable(.money)),
            .required("cpv", .nullable(.string)), .required("nuts", .nullable(.string)),
            .required("published_on", .nullable(.date)), .required("deadline_on", .nullable(.date)),
            .required("concluded_on", .nullable(.date)), .required("score", .nullable(.number)),
            .required("coverage", .number), .required("procedure", .map(.anything)),
            .required("notices", .array(notice)), .required("indicators", .array(indicator)),
            .required("case_id", .nullable(.uuid)), .required("case_status", .nullable(.string)),
            .required("case_number", .nullable(.string)),
        ]))
}
