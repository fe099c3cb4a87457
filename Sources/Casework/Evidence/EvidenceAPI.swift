import Hummingbird
import Web

/// Evidence over the API: one file in, the same bytes out.
struct EvidenceAPI {
    let upload: UploadEvidence
    let reading: ReadStoredFile

    func add(to routes: Routes) {
        let bodyLimit = upload.largest + (1 << 20)
        routes.api(
            .post, "reports/:id/evidence", access: .signedIn, operation: add, bodyLimit: bodyLimit
        ) { [upload] request, context in
            JSONReply.created(try await upload.run(request, context, report: try context.id()))
        }
        routes.api(.get, "evidence/:id/content", access: .signedIn, operation: content) {
            [reading] _, context in
            try await reading.evidence(context.caller, try context.id())
        }
    }

    private var add: Operation {
        Operation(
            "addEvidence", tag: "evidence",
            body: .multipart(
                .object([
                    .required("file", .file), .required("title", .text(length: 1...300, format: nil)),
                    .optional("origin", .text(length: 0...1_000, format: nil)),
                ])),
            answer: .created(
                .named(
                    "Evidence",
                    .object([
                        .required("id", .uuid), .required("number", .integer(nil)),
                        .required("sha256", .string),
                        .required("size", .integer(nil)), .required("media_type", .string),
                        .required("status", .choice(["received", "verified", "quarantined"])),
                    ]))),
            problems: [400, 403, 409, 413, 415, 422])
    }

    private var content: Operation {
        // Of the type that was found at the upload.
        Operation("readEvidence", tag: "evidence", answer: .bytes(mediaType: "*/*"))
    }
}
